import { afterEach, expect, it } from 'vitest'
import { type Flow, newFlow } from '#schemas/flow.ts'
import { recipients } from '#server/campaigns/collections.ts'
import { changeSendingRules } from '#server/campaigns/sending-rules.ts'
import { listTemplates } from '#server/channels/templates.ts'
import { runDueJobs } from '#server/jobs/run-jobs.ts'
import { jobKinds } from '#server/parts-of-subjects.ts'
import { type ContactDoc, contacts } from '#server/people/collections.ts'
import { seeEvent } from '#server/people/index.ts'
import { createSegment } from '#server/segments/change-segment.ts'
import { keepSorted } from '#server/segments/index.ts'
import { startWhatsAppPeer } from '#tests/peers/whatsapp/peer.ts'
import { says } from '#tests/peers/whatsapp/webhooks.ts'
import { ada, known, runs, settled, standings, started } from '#tests/support/campaigns.ts'
import { inProcess, testClock, testSecrets } from '#tests/support/in-process.ts'
import { seed, seedShop } from '#tests/support/seed.ts'
import { eachStore, type OpenTestStore } from '#tests/support/stores.ts'

const hourMs = 3_600_000

const missYou = {
  name: 'miss_you',
  language: 'ar',
  status: 'APPROVED',
  category: 'MARKETING',
  components: [{ type: 'BODY', text: '{{1}}، وحشتينا', example: { body_text: [['هدى']] } }],
}

/** Asks what they look for, and thanks for the answer. */
function winBack(): Flow {
  const flow = newFlow('Win back')
  const at = { x: 0, y: 0 }
  flow.nodes.push(
    {
      id: 'ask',
      type: 'ask-question',
      position: at,
      data: { config: { text: { en: 'What do you look for?' }, answer: 'text', saveAs: 'wish' } },
    },
    { id: 'thanks', type: 'send-message', position: at, data: { config: { text: { en: 'We look for it: {{ wish }}' } } } },
  )
  const edge = (id: string, source: string, target: string, sourceHandle = 'next') => ({ id, source, target, sourceHandle })
  flow.edges.push(edge('e1', 'start', 'ask'), edge('e2', 'ask', 'thanks', 'valid'))
  return flow
}

const opened: (() => Promise<void>)[] = []

async function shop(open: OpenTestStore, from: string) {
  const clock = testClock(from)
  const store = await open({ now: clock.now })
  const peer = await startWhatsAppPeer({ ...seed, now: clock.now })
  peer.has([missYou])
  await seedShop(store, testSecrets, { apiBaseUrl: peer.url, flows: [winBack()] })
  const server = await inProcess(store, { clock, allow: [peer.place], workers: false })
  opened.push(async () => {
    await server.close()
    await peer.close()
  })
  await listTemplates(server.deps, seed.workspaceId, seed.whatsApp)
  await changeSendingRules(server.deps, ada, { revision: 0, quiet: { from: '21:00', to: '09:00' } })
  const segment = (name: string, rules: object) => createSegment(server.deps, ada, { name, rules } as never)
  const bought = async (contactId: string) => {
    const at = new Date(clock.now()).toISOString()
    const event = { _id: `order-${contactId}-${at}`, workspaceId: seed.workspaceId, contactId, type: 'bought', at, data: {} }
    await seeEvent(store, event, async (ids) => ids)
    await sorted()
  }
  const sorted = async () => {
    await runDueJobs(server.engine, jobKinds)
    while ((await keepSorted(server.engine)) > 0) await settled(server)
  }
  /** So many days pass, some hours at a time. */
  const passes = async (days: number, hoursAtOnce: number) => {
    for (let n = 0; n < days * 24; n += hoursAtOnce) {
      clock.pass(hoursAtOnce * hourMs - 5_000)
      await sorted()
      await runs(server, clock, { seconds: 5 })
    }
  }
  return { clock, store, peer, server, segment, bought, sorted, passes }
}

eachStore('a reminder', (open) => {
  afterEach(async () => {
    for (const close of opened.splice(0)) await close()
  })

  it('goes at ten in Cairo to who has not bought for 45 days; her answer is heard; who ordered since gets no second one', async () => {
    const { store, peer, server, segment, bought, sorted, passes, clock } = await shop(open, '2026-09-01T09:00:00.000Z')
    const yes = { purpose: 'offers', channelKind: '', state: 'given', at: '2026-08-01T00:00:00.000Z', entry: 'e1' } as const
    const huda = { name: 'هدى', phone: '+201000000002', timeZone: 'Africa/Cairo', language: 'ar', consents: [yes] }
    await known(store, 'huda', huda)
    await bought('huda')
    const quiet = await segment('Quiet', { all: [{ about: 'last-event', type: 'bought', is: 'more-than-ago', days: 45 }] })
    const id = await started(server, {
      name: 'We miss you',
      whom: { kind: 'segment', segmentId: quiet.id },
      when: { kind: 'entering', time: '10:00', zone: 'person', everyDays: 30, sinceDays: 0 },
      what: { kind: 'template', name: 'miss_you', languages: [], values: { 'body.1': '{{ first_name }}' } },
      purpose: 'offers',
    })
    await sorted()
    await runs(server, clock, { seconds: 3 })
    expect(await standings(store, id)).toEqual({})
    await passes(44, 12)
    expect(peer.sent()).toEqual([])
    await passes(3, 1)
    expect(peer.sent().map(({ to }) => to)).toEqual(['201000000002'])
    // Ten o’clock on the wall in Cairo, which is at UTC+3 until the end of October.
    expect(new Date(peer.sent()[0]?.at ?? 0).toISOString()).toMatch(/T07:00:/)
    await peer.deliver(`${server.url}/webhooks/whatsapp/${seed.whatsApp}`, { from: '201000000002', say: says.text('a pan') })
    await settled(server)
    clock.pass(hourMs)
    await runs(server, clock, { seconds: 3 })
    const [one] = (await store.collection(recipients).find({ broadcastId: id })).items
    expect(one).toMatchObject({ contactId: 'huda', repliedAt: expect.any(String) })

    await bought('huda')
    await passes(40, 12)
    expect(peer.sent().filter(({ body }) => body.type === 'template')).toHaveLength(1)
  })

  it('that was listed goes to nobody who left its segment before it was due: she bought what was in her cart', async () => {
    const { store, peer, server, segment, bought, sorted, clock } = await shop(open, '2026-11-23T06:00:00.000Z')
    await known(store, 'huda', { name: 'هدى', phone: '+201000000002', timeZone: 'Africa/Cairo', language: 'ar', tags: [] })
    const cart = await segment('Left a cart', {
      all: [{ about: 'tag', tag: 'cart' }, { not: { about: 'event', type: 'bought', atLeast: 1, days: 7 } }],
    })
    const id = await started(server, {
      name: 'Your cart',
      whom: { kind: 'segment', segmentId: cart.id },
      when: { kind: 'entering', time: '10:00', zone: 'person', everyDays: 7, sinceDays: 0 },
      what: { kind: 'template', name: 'miss_you', languages: [], values: { 'body.1': '{{ first_name }}' } },
      purpose: 'service',
    })
    await sorted()
    await runs(server, clock, { seconds: 2 })
    await store.collection(contacts).update('huda', { $set: { tags: ['cart'], unsorted: true } } as { $set: Partial<ContactDoc> })
    await sorted()
    clock.pass(30_000)
    await runs(server, clock, { seconds: 2 })
    expect(await standings(store, id)).toEqual({ huda: 'waiting' })
    await bought('huda')
    clock.pass(3 * hourMs)
    await runs(server, clock, { seconds: 5 })
    expect(await standings(store, id)).toEqual({ huda: 'skipped.segment-left' })
    expect(peer.sent()).toEqual([])
  })

  it('begins a flow that goes on with the answer, at a node of it, and leaves the flow that waited', async () => {
    const { store, peer, server, clock } = await shop(open, '2026-11-23T08:00:00.000Z')
    const write = (text: string) =>
      peer.deliver(`${server.url}/webhooks/whatsapp/${seed.whatsApp}`, { from: '85290000001', say: says.text(text) })
    await write('hello')
    await settled(server)
    await started(server, {
      name: 'Wishes',
      what: { kind: 'flow', flowId: 'flow1', nodeId: 'ask' },
      purpose: 'service',
      channels: [seed.whatsApp],
    })
    await runs(server, clock, { seconds: 5 })
    await write('a pan')
    await settled(server)
    await runs(server, clock, { seconds: 15 })
    const said = peer.sent().map(({ body }) => (body.text as { body: string } | undefined)?.body)
    expect(said.slice(-2)).toEqual(['What do you look for?', 'We look for it: a pan'])
    expect((await store.collection(recipients).find({})).items).toMatchObject([{ repliedAt: expect.any(String) }])
  })
})
