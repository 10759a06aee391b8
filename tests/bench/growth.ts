import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as pause } from 'node:timers/promises'
import { users } from '#server/accounts/collections.ts'
import { hashOfSecret } from '#server/accounts/index.ts'
import type { KnownChannel } from '#server/channels/channel-book.ts'
import { handleMessage } from '#server/engine/turns/handle-message.ts'
import { readTurns } from '#server/engine/turns/read-turns.ts'
import { loadSecretKey, makeSecrets } from '#server/secret-key.ts'
import { openEmbedded } from '#server/store/embedded/open.ts'
import { members, tokens } from '#server/workspaces/collections.ts'
import { inProcess } from '#tests/support/in-process.ts'
import { processCost } from '#tests/support/process-cost.ts'
import { seed, seedShop } from '#tests/support/seed.ts'
import { fill, from } from './fill.ts'

/**
 * What a data folder costs once many chats are in it: `growth <folder> <chats> <ms>`. Prints one line of JSON: what a message of a chat that
 * comes back and of a new one hands to the system to write, at 100 messages a second; the memory; the size of a turn; and for how long the
 * event loop stands still beside 20 filtered lists a second.
 */
const [folder = '', chats = '0', span = '0'] = process.argv.slice(2)
const [count, ms] = [Number(chats), Number(span)]
const perSecond = 100
const filtersPerSecond = 20
const projectedMs = 2_000

const secret = `alur_${'b'.repeat(43)}`
const at = '2026-11-01T00:00:00.000Z'
const empty = await openEmbedded({ folder, sync: false })
await seedShop(empty, makeSecrets(loadSecretKey({ given: 'b'.repeat(64), dataFolder: folder })))
const user = { _id: 'bench', email: 'ada@shop.example', name: 'Ada', passwordHash: 'none', passwordChangedAt: at, createdAt: at }
await empty.collection(users).insert(user)
await empty
  .collection(members)
  .insert({ _id: `${seed.workspaceId}.bench`, workspaceId: seed.workspaceId, userId: user._id, role: 'owner', createdAt: at })
await empty.collection(tokens).insert({
  ...{ _id: 'bench', workspaceId: seed.workspaceId, userId: user._id, name: 'Bench', role: 'admin', prefix: 'alur_bbbbbbbb' },
  ...{ hash: hashOfSecret(secret), createdAt: at, expiresAt: '2099-01-01T00:00:00.000Z' },
})
await empty.close()
await fill({ folder }, count)

const store = await openEmbedded({ folder })
const server = await inProcess(store)
const channel = (await server.channels.get(seed.webChat)) as KnownChannel
const returning = await written((n) => from(channel, `waiting${(n * 7919) % count}`, `again${n}`, 'x'))
const fresh = await written((n) => from(channel, `new${n}`, 'm0', 'hi'))
const memoryMb = processCost(process.pid)?.memoryMb

const lists = `${server.url}/api/v1/workspaces/${seed.workspaceId}/conversations`
const delay = monitorEventLoopDelay({ resolution: 1 })
const refused: number[] = []
delay.enable()
const filters = at20(async (n) => {
  const response = await fetch(`${lists}?view=flow&tag=${n % 2 === 0 ? 'vip' : 'nobody'}`, {
    headers: { authorization: `Bearer ${secret}` },
  })
  await response.arrayBuffer()
  if (!response.ok) refused.push(response.status)
})
await Promise.all([filters, written((n) => from(channel, `beside${n}`, 'm0', 'hi'))])
delay.disable()
if (refused.length > 0) throw new Error(`${refused.length} lists were refused with ${refused[0]}`)

const { items } = await readTurns(server.engine, seed.workspaceId, { limit: 500 })
const bytesPerTurn = items.reduce((sum, turn) => sum + Buffer.byteLength(JSON.stringify(turn)), 0) / items.length
process.stdout.write(
  `${JSON.stringify({ returningKb: returning, newKb: fresh, memoryMb, bytesPerTurn, loopDelayP99: delay.percentile(99) / 1e6, loopDelayMax: delay.max / 1e6 })}\n`,
)
await server.close()
await store.close()
process.exit(0)

/** KB that one message makes the process write, once all of it is in its place: over as long as what is written waits for its checkpoint. */
async function written(message: (n: number) => Parameters<typeof handleMessage>[1]): Promise<number> {
  await settled()
  const before = processCost(process.pid)?.writtenKb ?? 0
  const messages = (perSecond * ms) / 1000
  await paced(messages, perSecond, (n) => handleMessage(server.engine, message(n)))
  await settled()
  return ((processCost(process.pid)?.writtenKb ?? 0) - before) / messages
}

/** What was written is projected, and in its place. */
async function settled(): Promise<void> {
  await pause(projectedMs)
  await store.checkpoint()
}

function at20(ask: (n: number) => Promise<void>): Promise<void> {
  return paced((filtersPerSecond * ms) / 1000, filtersPerSecond, ask)
}

/** Each when it is due, whether or not the one before it is done. */
async function paced(times: number, rate: number, act: (n: number) => Promise<unknown>): Promise<void> {
  const began = performance.now()
  const all: Promise<unknown>[] = []
  for (let n = 0; n < times; n++) {
    const wait = began + (n * 1000) / rate - performance.now()
    if (wait > 0) await pause(wait)
    all.push(act(n))
  }
  await Promise.all(all)
}
