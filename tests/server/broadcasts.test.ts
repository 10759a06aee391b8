import { afterEach, expect, it } from 'vitest'
import { newFlow } from '#schemas/flow.ts'
import type { ChannelKind } from '#schemas/message.ts'
import { changeBroadcast, createBroadcast, deleteBroadcast } from '#server/campaigns/change-broadcast.ts'
import { broadcasts, recipients } from '#server/campaigns/collections.ts'
import { beginDryRun, readDryRun } from '#server/campaigns/dry-run.ts'
import { endGrant, takeGrant } from '#server/campaigns/grants.ts'
import { listRecipients } from '#server/campaigns/list-recipients.ts'
import { changeSendingRules } from '#server/campaigns/sending-rules.ts'
import { cancelBroadcast, pauseBroadcast, resumeBroadcast, startBroadcast } from '#server/campaigns/start-broadcast.ts'
import { listTemplates } from '#server/channels/templates.ts'
import { actOnConversation } from '#server/chats/act-on-conversation.ts'
import { runDueJobs } from '#server/jobs/run-jobs.ts'
import { jobKinds } from '#server/parts-of-subjects.ts'
import { startWhatsAppPeer } from '#tests/peers/whatsapp/peer.ts'
import { says } from '#tests/peers/whatsapp/webhooks.ts'
import { ada, known, runs, settled, standings, started, stateOf } from '#tests/support/campaigns.ts'
import { conversationIdOf } from '#tests/support/conversation-id.ts'
import { inProcess, testClock, testSecrets } from '#tests/support/in-process.ts'
import { seed, seedShop } from '#tests/support/seed.ts'
import { eachStore, type OpenTestStore } from '#tests/support/stores.ts'

const news = {
  name: 'news',
  language: 'en',
  status: 'APPROVED',
  category: 'UTILITY',
  components: [{ type: 'BODY', text: 'Hello {{1}}, it is here.', example: { body_text: [['Mei']] } }],
}
const template = { kind: 'template' as const, name: 'news', languages: [], values: { 'body.1': '{{ first_name }}' } }
const toAll = { name: 'It is here', what: template, purpose: 'service', channels: [seed.whatsApp] }

const opened: (() => Promise<void>)[] = []

async function shop(open: OpenTestStore, flows = [newFlow('Silent')]) {
  const clock = testClock()
  const store = await open({ now: clock.now })
  const peer = await startWhatsAppPeer({ ...seed, now: clock.now })
  peer.has([news])
  await seedShop(store, testSecrets, { apiBaseUrl: peer.url, flows })
  const server = await inProcess(store, { clock, allow: [peer.place], workers: false })
  opened.push(async () => {
    await server.close()
    await peer.close()
  })
  await listTemplates(server.deps, seed.workspaceId, seed.whatsApp)
  const writes = (from: string, text = 'hello') =>
    peer.deliver(`${server.url}/webhooks/whatsapp/${seed.whatsApp}`, { from, say: says.text(text) })
  return { clock, store, peer, server, writes, deps: server.deps }
}

const textsOf = (peer: Awaited<ReturnType<typeof shop>>['peer']) => peer.sent().map(({ to }) => to)

eachStore('a broadcast', (open) => {
  afterEach(async () => {
    for (const close of opened.splice(0)) await close()
  })

  it('reaches everybody once, says why somebody did not get it, and adds up', async () => {
    const { store, server, clock, peer, deps } = await shop(open)
    await known(store, 'mei', { name: 'Mei', phone: '+85290000001' })
    await known(store, 'huda', { name: 'Huda', phone: '+201000000002' })
    await known(store, 'nobody', { name: 'No Number' })
    await known(store, 'stop', { name: 'Sam', phone: '+85290000003', optedOut: true })
    const { id } = await createBroadcast(deps, ada, toAll)
    await beginDryRun(deps, ada, id)
    await runDueJobs(server.engine, jobKinds)
    const doc = await store.collection(broadcasts).get(id)
    const counts = { go: 2, 'skipped.no-address': 1, 'skipped.opted-out': 1 }
    expect(await readDryRun(deps, doc as never)).toMatchObject({ state: 'done', done: 4, counts })
    const opened = await listRecipients(deps, seed.workspaceId, id, { dry: 'true', standing: 'skipped.opted-out' })
    expect(opened.items.map(({ contact }) => contact)).toEqual([{ id: 'stop', name: 'Sam' }])
    expect(peer.sent()).toEqual([])

    await startBroadcast(deps, ada, id)
    await runs(server, clock)
    expect(textsOf(peer).sort()).toEqual(['201000000002', '85290000001'])
    expect(await standings(store, id)).toEqual({
      mei: 'sent',
      huda: 'sent',
      nobody: 'skipped.no-address',
      stop: 'skipped.opted-out',
    })
    expect(await store.collection(broadcasts).get(id)).toMatchObject({
      state: 'done',
      counts: { sent: 2, 'skipped.no-address': 1, 'skipped.opted-out': 1 },
    })
    const listed = await listRecipients(deps, seed.workspaceId, id, { standing: 'sent' })
    expect(listed.items.map(({ contact }) => contact.name).sort()).toEqual(['Huda', 'Mei'])
  })

  it('sends nobody offers who never agreed to them', async () => {
    const { store, server, clock, peer } = await shop(open)
    await known(store, 'mei', { name: 'Mei', phone: '+85290000001' })
    const id = await started(server, { ...toAll, purpose: 'offers' })
    await runs(server, clock, { seconds: 3 })
    expect(peer.sent()).toEqual([])
    expect(await standings(store, id)).toEqual({ mei: 'skipped.no-consent' })
  })

  it('says words of its own only where a window is open', async () => {
    const { store, server, clock, peer, writes } = await shop(open)
    await writes('85290000001')
    await settled(server)
    await known(store, 'late', { name: 'Late', phone: '+85290000002' })
    const id = await started(server, {
      name: 'Words',
      purpose: 'service',
      channels: [seed.whatsApp],
      what: { kind: 'text', text: { en: 'We are open today, {{ first_name }}.' } },
    })
    await runs(server, clock, { seconds: 5 })
    expect(peer.sent().map(({ body }) => body)).toMatchObject([{ to: '85290000001', text: { body: 'We are open today, Mei.' } }])
    expect(Object.values(await standings(store, id)).sort()).toEqual(['sent', 'skipped.window-closed'])
  })

  it('waits for the end of a chat that a person has, and of the night where somebody is', async () => {
    const { store, server, clock, peer, writes, deps } = await shop(open)
    await changeSendingRules(deps, ada, { revision: 0, quiet: { from: '21:00', to: '10:00' } })
    // It is 18:00 in Hong Kong, 05:00 in New York.
    await known(store, 'new-york', { name: 'Jo', phone: '+447700900001', timeZone: 'America/New_York' })
    await writes('85290000001')
    await settled(server)
    const chat = conversationIdOf(seed.whatsApp, '85290000001')
    await actOnConversation(server.engine, { workspaceId: seed.workspaceId, agentId: 'agent1' }, chat, { do: 'take' })
    await settled(server)
    const what = { ...template, values: { 'body.1': 'you' } }
    const id = await started(server, { ...toAll, what })
    await runs(server, clock, { seconds: 3 })
    expect(Object.values(await standings(store, id)).sort()).toEqual(['waiting.chat-open', 'waiting.quiet-hours'])
    await actOnConversation(server.engine, { workspaceId: seed.workspaceId, agentId: 'agent1' }, chat, { do: 'close' })
    await settled(server)
    clock.pass(3_600_000)
    await runs(server, clock, { seconds: 3 })
    expect(textsOf(peer)).toEqual(['85290000001'])
    // Ten o’clock in New York.
    clock.pass(4 * 3_600_000)
    await runs(server, clock, { seconds: 3 })
    expect(textsOf(peer)).toEqual(['85290000001', '447700900001'])
  })

  it('that is paused sends nothing more, goes on where it was, and is over for good when it is cancelled', async () => {
    const { store, server, clock, peer, deps } = await shop(open)
    for (let n = 0; n < 60; n++) await known(store, `p${n}`, { name: 'Mei', phone: `+852900001${String(n).padStart(2, '0')}` })
    const id = await started(server, toAll)
    await pauseBroadcast(deps, ada, id)
    await runs(server, clock, { seconds: 3 })
    expect(peer.sent()).toEqual([])
    await expect(pauseBroadcast(deps, ada, id)).rejects.toMatchObject({ code: 'broadcast-not-so' })
    await resumeBroadcast(deps, ada, id)
    await runs(server, clock, { seconds: 20 })
    expect(new Set(textsOf(peer)).size).toBe(60)
    expect(peer.sent()).toHaveLength(60)

    const other = await started(server, { ...toAll, name: 'Another' })
    await cancelBroadcast(deps, ada, other)
    await runs(server, clock, { seconds: 3 })
    expect(peer.sent()).toHaveLength(60)
    expect(await stateOf(store, other)).toBe('cancelled')
    await expect(resumeBroadcast(deps, ada, other)).rejects.toMatchObject({ code: 'broadcast-not-so' })
  })

  it('reaches nobody twice when a process ends after the turn and before it is noted', async () => {
    const { store, server, clock, peer } = await shop(open)
    await known(store, 'mei', { name: 'Mei', phone: '+85290000001' })
    const id = await started(server, toAll)
    await runs(server, clock, { seconds: 3 })
    expect(peer.sent()).toHaveLength(1)
    const at = new Date(clock.now()).toISOString()
    // As a kill leaves it: begun, the turn is there, and nothing says so.
    const change = { $set: { state: 'sending', standing: 'sending', dueAt: at }, $unset: ['said', 'sentAt', 'conversationId'] }
    await store.collection(recipients).update(`${id}.mei`, change)
    await store.collection(broadcasts).update(id, { $set: { state: 'running', dueAt: at }, $unset: ['cursor', 'listed'] })
    await runs(server, clock, { seconds: 5 })
    expect(peer.sent()).toHaveLength(1)
    expect(await standings(store, id)).toEqual({ mei: 'sent' })
  })

  it('that the vendor holds for somebody is tried again a day later, and failed for nobody', async () => {
    const { store, server, clock, peer } = await shop(open)
    await known(store, 'mei', { name: 'Mei', phone: '+85290000001' })
    peer.failNext(131049)
    const id = await started(server, toAll)
    await runs(server, clock, { seconds: 10 })
    expect(await standings(store, id)).toEqual({ mei: 'held' })
    clock.pass(23 * 3_600_000)
    await runs(server, clock, { seconds: 5 })
    expect(peer.sent()).toEqual([])
    clock.pass(3_600_000)
    await runs(server, clock, { seconds: 10 })
    expect(textsOf(peer)).toEqual(['85290000001'])
    expect(await standings(store, id)).toEqual({ mei: 'sent' })
  })

  it('goes to who agreed to it on this kind of channel, and to none of them once more in a week than they may get', async () => {
    const { store, server, clock, peer, deps } = await shop(open)
    await changeSendingRules(deps, ada, { revision: 0, cap: { most: 1, days: 7 } })
    await known(store, 'mei', { name: 'Mei', phone: '+85290000001', consents: [said('surveys', 'given')] })
    await known(store, 'bo', { name: 'Bo', phone: '+85290000002', consents: [said('surveys', 'refused')] })
    await known(store, 'cy', { name: 'Cy', phone: '+85290000003', consents: [said('surveys', 'given', 'email')] })
    const one = await started(server, { ...toAll, purpose: 'surveys' })
    const other = await started(server, { ...toAll, purpose: 'surveys', name: 'Another' })
    await runs(server, clock, { seconds: 10 })
    expect(textsOf(peer)).toEqual(['85290000001'])
    const both = [await standings(store, one), await standings(store, other)]
    expect(both.map(({ mei }) => mei).sort()).toEqual(['sent', 'skipped.enough'])
    expect(both[0]).toMatchObject({ bo: 'skipped.consent-refused', cy: 'skipped.no-consent' })
  })

  it('and another that ask for the last place of the cap at once get it once; who died with it gives it back', async () => {
    const { store, clock } = await shop(open)
    const who = { workspaceId: seed.workspaceId, contactId: 'mei' }
    const cap = { most: 1, days: 7 }
    const take = (recipient: string) => takeGrant(store, who, recipient, cap, clock.now())
    const taken = await Promise.all([take('a.mei'), take('b.mei'), take('c.mei')])
    expect(taken.filter((got) => got)).toHaveLength(1)
    const owner = ['a.mei', 'b.mei', 'c.mei'][taken.indexOf(true)] as string
    expect(await take(owner)).toBe(true)
    clock.pass(11 * 60_000)
    expect(await take('d.mei')).toBe(true)
    await endGrant(store, 'mei', 'd.mei', true)
    clock.pass(6 * 86_400_000)
    expect(await take('e.mei')).toBe(false)
    clock.pass(86_400_000)
    expect(await take('e.mei')).toBe(true)
  })

  it('leaves out by chance who is held out, the same people each time it is asked', async () => {
    const { store, server, clock, peer } = await shop(open)
    for (let n = 0; n < 40; n++) await known(store, `p${n}`, { name: 'Mei', phone: `+852900001${String(n).padStart(2, '0')}` })
    const id = await started(server, { ...toAll, compare: { holdOut: 50 } })
    await runs(server, clock, { seconds: 20 })
    const all = Object.values(await standings(store, id))
    const heldOut = all.filter((standing) => standing === 'held-out').length
    expect(heldOut).toBeGreaterThan(8)
    expect(heldOut).toBeLessThan(32)
    expect(peer.sent()).toHaveLength(40 - heldOut)
  })

  it('that has begun is not changed but for its name, and not deleted; a draft is started with all it needs', async () => {
    const { store, server, deps } = await shop(open)
    await known(store, 'mei', { name: 'Mei', phone: '+85290000001' })
    const draft = await createBroadcast(deps, ada, { name: 'Empty', purpose: 'service' })
    await expect(startBroadcast(deps, ada, draft.id)).rejects.toMatchObject({
      code: 'invalid-input',
      problems: [{ path: '/what/text' }],
    })
    await expect(changeBroadcast(deps, ada, draft.id, { revision: 7, name: 'Other' })).rejects.toMatchObject({
      code: 'stale-broadcast',
    })
    await deleteBroadcast(deps, ada, draft.id)
    const id = await started(server, toAll)
    await expect(changeBroadcast(deps, ada, id, { revision: 1, purpose: 'offers' })).rejects.toMatchObject({
      code: 'broadcast-begun',
    })
    expect(await changeBroadcast(deps, ada, id, { revision: 1, name: 'Renamed' })).toMatchObject({ name: 'Renamed', revision: 2 })
    await expect(deleteBroadcast(deps, ada, id)).rejects.toMatchObject({ code: 'broadcast-begun' })
  })
})

/** What they said to a purpose. */
const said = (purpose: string, state: 'given' | 'refused', channelKind: ChannelKind | '' = '') => ({
  purpose,
  channelKind,
  state,
  at: '2026-11-01T00:00:00.000Z',
  entry: 'e1',
})
