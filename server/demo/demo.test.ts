import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { groupBy } from '#schemas/group-by.ts'
import { changeChannel } from '../channels/change-channel.ts'
import { type ChannelDoc, channels, listeners } from '../channels/collections.ts'
import { testChannel } from '../channels/test-channel.ts'
import { conversations } from '../chats/collections.ts'
import { readConfig } from '../config.ts'
import { turns } from '../engine/collections.ts'
import { flows, livePointers, versions } from '../flows/collections.ts'
import { createLog } from '../log.ts'
import { deliveries } from '../outbox/collections.ts'
import { loadSecretKey, makeSecrets } from '../secret-key.ts'
import { type Simulated, startSimulation } from '../simulation.ts'
import { type CounterDoc, counters } from '../statistics/collections.ts'
import type { CollectionDefinition, Stored } from '../store/contract.ts'
import { openEmbedded } from '../store/embedded/open.ts'
import { findAll } from '../store/find-all.ts'
import { workspaces } from '../workspaces/collections.ts'
import type { Business } from './business.ts'
import { demoOwner, makeDemo } from './make-demo.ts'
import { sharwa } from './sharwa.ts'
import { yoho } from './yoho.ts'

const now = Date.parse('2026-11-23T10:00:00.000Z')
const small = (business: Business): Business => ({ ...business, season: { ...business.season, chats: 90 } })
const businesses = [small(yoho), small(sharwa)]
const random = (bytes: number) => Buffer.from(Array.from({ length: bytes }, () => (made++ * 167 + (made >> 3)) % 256))
let made = 0

const place = mkdtempSync(join(tmpdir(), 'alur-demo-'))
const folder = join(place, 'demo')
let first: Awaited<ReturnType<typeof make>>

beforeAll(async () => {
  first = await make()
})
afterAll(() => rmSync(place, { recursive: true, force: true }))

describe('the demo', () => {
  it('counts every visit once: who entered a node and has not left stands at it', async () => {
    const everything = await all(counters)
    const counted = everything.filter(({ grain }) => !grain)
    const standing = (await all(conversations)).filter(({ nodeId }) => nodeId !== undefined)
    const wrong = [...groupBy(counted, nodeOf)].flatMap(([node, docs]) => {
      const left = sum(docs, 'answered', 'timedOut', 'failed', 'handedOff', 'dropped')
      const here = standing.filter(({ flowId, nodeId }) => `${flowId} ${nodeId}` === node).length
      return sum(docs, 'entered') === left + here ? [] : [{ node, entered: sum(docs, 'entered'), left, here }]
    })
    expect(wrong).toEqual([])
    expect(counted.length).toBeGreaterThan(100)
    const months = everything.filter(({ grain }) => grain === 'month')
    for (const [node, days] of groupBy(counted, nodeOf))
      expect(
        sum(
          months.filter((month) => nodeOf(month) === node),
          'entered',
          'answered',
          'dropped',
        ),
      ).toBe(sum(days, 'entered', 'answered', 'dropped'))
  })

  it('counts what happens in two workspaces at once where it happened', async () => {
    const places = new Map((await all(flows)).map(({ _id, workspaceId }) => [_id, workspaceId]))
    expect((await all(counters)).filter(({ flowId, workspaceId }) => places.get(flowId) !== workspaceId)).toEqual([])
    expect(new Set(places.values()).size).toBe(2)
  })

  it('has people at every stage: waiting for an answer, for a person, with a person, done', async () => {
    const lists = groupBy(await all(conversations), ({ list }) => list)
    expect([...lists.keys()].sort()).toEqual(['agent', 'closed', 'flow', 'waiting'])
  })

  it('is labelled as a demo, and its flows were published twice', async () => {
    expect((await all(workspaces)).map(({ name, demo }) => ({ name, demo }))).toEqual(
      expect.arrayContaining([
        { name: 'Yoho demo', demo: true },
        { name: 'Sharwa demo', demo: true },
      ]),
    )
    expect((await all(livePointers)).map(({ liveVersion }) => liveVersion)).toEqual([2, 2])
    expect((await all(flows)).map(({ summary }) => [summary.errors, summary.warnings])).toEqual([
      [0, 0],
      [0, 0],
    ])
    expect(await all(versions)).toHaveLength(4)
  })

  it('has people who write mails: in threads, answered by the flow and by agents, and counted like all others', async () => {
    const [mailbox, ...more] = (await all(channels)).filter(({ kind }) => kind === 'email')
    expect([mailbox?.demo, more]).toEqual([true, []])
    const chats = (await all(conversations)).filter(({ channelId }) => channelId === mailbox?._id)
    expect(chats.length).toBeGreaterThan(5)
    const theirs = (await all(turns)).filter(({ state }) => state.channel.id === mailbox?._id)
    const written = theirs.flatMap(({ event }) => (event.kind === 'message' ? [event.message] : []))
    expect(written.every(({ thread, from }) => thread?.subject && from.email && from.name)).toBe(true)
    // An answer quotes what it answers, and only what is new of it is read.
    expect(written.filter(({ replyTo }) => replyTo).length).toBeGreaterThan(chats.length)
    expect(written.filter(({ content }) => content.kind !== 'text' || /wrote:|^>|^-- /m.test(content.text))).toEqual([])
    expect(new Set(theirs.flatMap(({ say }) => say.map(({ by }) => by.kind)))).toEqual(new Set(['flow', 'agent']))
    const counted = (await all(counters)).filter(({ grain, channelId }) => !grain && channelId === mailbox?._id)
    expect(sum(counted, 'entered')).toBeGreaterThan(chats.length)
    expect(sum(counted, 'answered')).toBeGreaterThan(0)
  })

  it('sends its mails nowhere: each is taken as if it had been', async () => {
    const said = (await all(turns)).filter(({ state }) => state.channel.kind === 'email').flatMap(({ say }) => say)
    const sent = await all(deliveries)
    expect(sent.length).toBe(said.length)
    expect(sent.filter(({ status }) => status !== 'sent')).toEqual([])
  })

  it('opens no connection while it is served', async () => {
    const asked: string[] = []
    const served = join(place, 'served')
    cpSync(folder, served, { recursive: true })
    const store = await openEmbedded({ folder: served, sync: false })
    onTestFinished(() => store.close())
    const [mailbox] = (await findAll(store.collection(channels), { kind: 'email' }, { _id: 1 })) as [ChannelDoc]
    const serve = async (until: (server: Simulated) => Promise<unknown>) => {
      const server = await startSimulation({
        config: readConfig({ ALUR_DATA: served }),
        store,
        secrets: makeSecrets(loadSecretKey({ dataFolder: served })),
        log: createLog('silent'),
        clock: { now: () => now },
        editorFolder: served,
        workers: true,
        egress: {
          resolve: async (name) => {
            asked.push(name)
            return []
          },
        },
      })
      await until(server).finally(() => server.close())
    }
    const { _id: channelId, workspaceId } = mailbox
    await serve(async ({ deps }) => {
      const actor = { caller: { user: { id: 'owner', name: 'Owner', email: 'demo@alur.example' } }, workspaceId }
      expect(await testChannel(deps, workspaceId, channelId)).toEqual({ works: true })
      await changeChannel(deps, actor, channelId, { name: 'Mails' })
      expect(await findAll(store.collection(listeners), {}, { _id: 1 })).toEqual([])
    })
    expect(asked).toEqual([])
    // It is the mark that keeps it from that.
    await store.collection(channels).update(channelId, { $unset: ['demo'] })
    await serve(() => expect.poll(() => asked).toContain('imap.yoho.example'))
  })

  it('tells who may sign in, and leaves nothing beside its folder', () => {
    expect(demoOwner(folder)).toEqual({ email: 'demo@alur.example', password: expect.stringMatching(/^[\w-]{16}$/) })
    expect(readdirSync(place).filter((name) => name !== 'served')).toEqual(['demo'])
  })

  it('made again at the same moment has the same people in it, also after one was interrupted', async () => {
    const again = join(place, 'again')
    mkdirSync(`${again}.being-made`)
    writeFileSync(join(`${again}.being-made`, 'data.mdb'), 'half of it')
    expect(await make(again)).toEqual(first)
    expect(await totals(again)).toEqual(await totals(folder))
  })

  it('is not put on top of other data', async () => {
    const full = join(place, 'full')
    mkdirSync(full)
    writeFileSync(join(full, 'data.mdb'), 'a real shop')
    await expect(make(full)).rejects.toThrow('already holds something else than the demo')
  })
})

function make(into = folder) {
  return makeDemo({ config: readConfig({ ALUR_DATA: into }), now, random, businesses, days: 5 })
}

async function all<T extends Stored>(definition: CollectionDefinition<T>, from = folder): Promise<T[]> {
  const store = await openEmbedded({ folder: from, sync: false })
  const found = await findAll(store.collection(definition), {}, { _id: 1 })
  await store.close()
  return found
}

const nodeOf = ({ flowId, nodeId }: CounterDoc): string => `${flowId} ${nodeId}`

type Figure = 'entered' | 'answered' | 'timedOut' | 'failed' | 'handedOff' | 'dropped'
const sum = (docs: CounterDoc[], ...figures: Figure[]): number =>
  docs.reduce((total, doc) => total + figures.reduce((of, figure) => of + doc[figure], 0), 0)

/** Figures by node, without the ids that differ from one making to the next. */
async function totals(from: string): Promise<unknown> {
  const byNode = groupBy(await all(counters, from), ({ nodeId, version, day }) => `${nodeId} ${version} ${day}`)
  return [...byNode]
    .map(([key, docs]) => [key, sum(docs, 'entered'), sum(docs, 'answered'), sum(docs, 'timedOut'), sum(docs, 'dropped')])
    .sort()
}
