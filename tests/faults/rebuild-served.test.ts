import { setTimeout as pause } from 'node:timers/promises'
import { expect, it, onTestFinished } from 'vitest'
import { rebuild } from '#server/rebuild/rebuild.ts'
import { startWhatsAppPeer } from '#tests/peers/whatsapp/peer.ts'
import { startCluster } from '#tests/support/cluster.ts'
import { seed } from '#tests/support/seed.ts'
import { compare, eachOf, phoneOf } from './kill-nine.ts'
import { script, seeded } from './oracle.ts'
import { untilAcknowledged } from './senders.ts'

const conversations = 24
/** Nobody writes faster, in ms: a chat that grows while it is read is read again. */
const betweenMs = 100
const names = ['timers', 'conversations', 'contacts', 'counters', 'words'] as const

it('a server makes everything that is derived again while messages flow; whoever looks at a stopped one finds all as it should be', async () => {
  const random = seeded(13)
  const scripts = Array.from({ length: conversations }, () => script(2_000, random))
  const peer = await startWhatsAppPeer({ ...seed, light: true })
  onTestFinished(() => peer.close())
  const cluster = await startCluster({ on: 'embedded', apiBaseUrl: peer.url, allow: [peer.place] })
  onTestFinished(() => cluster.close())
  const acknowledged = scripts.map(() => 0)
  const sum = (): number => acknowledged.reduce((all, count) => all + count, 0)
  const address = (): string => cluster.servers[0]?.url ?? ''
  let enough = false
  const writing = eachOf(scripts, conversations, async (lines, c) => {
    for (const [m, text] of lines.entries()) {
      if (enough) return
      await untilAcknowledged(address, { from: phoneOf(c), id: `wamid.${c}.${m}`, text })
      acknowledged[c] = m + 1
      await pause(betweenMs)
    }
  })
  await expect.poll(sum, { timeout: 30_000 }).toBeGreaterThan(200)
  const place = { folder: cluster.folder }
  for (const name of names)
    expect(await rebuild(place, name)).toEqual([expect.objectContaining({ workspace: 'Shop', state: 'done' })])
  enough = true
  await writing
  const store = await cluster.stopAndOpen()
  const told = scripts.map((lines, c) => lines.slice(0, acknowledged[c]))
  expect(await compare(store, told)).toEqual({ lost: 0, twice: 0, wrongStates: 0, wrongCounts: 0 })
  await store.close()
  for (const name of names) expect([name, await rebuild(place, name)]).toMatchObject([name, [{ state: 'done', changed: 0 }]])
  await expect(rebuild({ folder: `${cluster.folder}/nothing` }, 'timers')).rejects.toThrow('There is no data of Alur in')
}, 120_000)
