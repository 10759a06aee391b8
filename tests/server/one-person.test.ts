import { expect, it } from 'vitest'
import { type Flow, newFlow } from '#schemas/flow.ts'
import type { ChannelKind } from '#schemas/message.ts'
import { type Turn, turnId } from '#schemas/turn.ts'
import { channelBook } from '#server/channels/channel-book.ts'
import { channelHealth } from '#server/channels/channel-health.ts'
import type { ChannelIO } from '#server/channels/contract.ts'
import { conversations, forgettings } from '#server/chats/collections.ts'
import { forgetDue } from '#server/chats/forgettings.ts'
import { timeOrderedId } from '#server/engine/ids.ts'
import { startProjections } from '#server/engine/projections/projections.ts'
import { wakeDue } from '#server/engine/timers/timers.ts'
import { handleMessage } from '#server/engine/turns/handle-message.ts'
import { replayConversation } from '#server/engine/turns/replay-conversation.ts'
import { contactLog } from '#server/migrations/0005-contact-log.ts'
import { deliveries } from '#server/outbox/collections.ts'
import { startOutbox } from '#server/outbox/outbox.ts'
import { contactEntries, contacts } from '#server/people/collections.ts'
import { joinContact } from '#server/people/join-contact.ts'
import { findAll } from '#server/store/find-all.ts'
import { anEngine } from '#tests/support/an-engine.ts'
import { conversationIdOf } from '#tests/support/conversation-id.ts'
import { counting } from '#tests/support/counting-store.ts'
import { testClock, testSecrets } from '#tests/support/in-process.ts'
import { seed, seedShop } from '#tests/support/seed.ts'
import { eachStore, type OpenTestStore } from '#tests/support/stores.ts'

const { workspaceId } = seed
const phone = '85290001234'
const visitor = 'visitor'
const onPhone = conversationIdOf(seed.whatsApp, phone)
const onPage = conversationIdOf(seed.webChat, visitor)

/** A question; who is silent for a minute is reminded. */
function asking(): Flow {
  const flow = newFlow('Sizes')
  const at = { x: 0, y: 0 }
  const options = ['S', 'L'].map((label) => ({ id: label, label: { en: label } }))
  flow.nodes.push(
    { id: 'size', type: 'menu', position: at, data: { config: { text: { en: 'Which size?' }, options, noAnswerSeconds: 60 } } },
    { id: 'remind', type: 'end', position: at, data: { config: { text: { en: 'Still there?' } } } },
  )
  flow.edges.push(
    { id: 'e1', source: 'start', sourceHandle: 'next', target: 'size' },
    { id: 'e2', source: 'size', sourceHandle: 'no-answer', target: 'remind' },
  )
  return flow
}

async function aShop(open: OpenTestStore) {
  const clock = testClock()
  const store = counting(await open({ now: clock.now }))
  await seedShop(store, testSecrets, { flows: [asking()] })
  const engine = await anEngine(store, clock)
  const projections = startProjections(engine, async () => {})
  let said = 0
  const says = (text: string, from: { externalId: string; name?: string; phone?: string }, over: ChannelKind) =>
    handleMessage(engine, {
      workspaceId,
      channelKind: over,
      message: {
        id: `m${said++}`,
        channelId: over === 'whatsapp' ? seed.whatsApp : seed.webChat,
        from,
        at: new Date(clock.now()).toISOString(),
        content: { kind: 'text', text },
      },
    })
  const turnsOf = (conversationId: string) =>
    findAll(engine.turns, { _id: { $gt: `${conversationId}.`, $lt: `${conversationId}/` } }, { _id: 1 })
  const contactIdIn = async (conversationId: string) => (await turnsOf(conversationId))[0]?.state.contact.id as string
  return {
    clock,
    store,
    engine,
    says,
    flush: projections.flush,
    turnsOf,
    contactIdIn,
    /** What is known of the person of a conversation. */
    known: async (conversationId: string) => {
      const doc = await store.collection(contacts).get(await contactIdIn(conversationId))
      if (!doc) return null
      const { name, phone, fields, tags, optedOut } = doc
      return { name, phone, fields, tags, optedOut }
    },
    byPhone: async (text: string) => {
      await says(text, { externalId: phone, name: 'Mei', phone: `+${phone}` }, 'whatsapp')
      await projections.flush()
    },
    onPage: async (text: string, from: { name?: string } = {}) => {
      await says(text, { externalId: visitor, ...from }, 'web-chat')
      await projections.flush()
    },
    /** Whoever writes on the page is whoever wrote by phone. */
    join: async () =>
      joinContact(engine, {
        channel: { id: seed.webChat, workspaceId },
        externalId: visitor,
        contactId: await contactIdIn(onPhone),
      }),
    close: async () => {
      await projections.stop()
      await engine.close()
    },
  }
}

/** What is projected is written down together, some time after. */
const isLookedFor = (what: string): boolean => /^(contacts|contactEntries|identities)/.test(what) && !what.endsWith('insertMany')

eachStore('a person', (open) => {
  it('has an id that leads back to no number and no conversation; who came later sorts later', async () => {
    const shop = await aShop(open)
    await shop.byPhone('hi')
    shop.clock.pass(1)
    await shop.onPage('hi')
    const [first, second] = [await shop.contactIdIn(onPhone), await shop.contactIdIn(onPage)]
    expect([first, second]).toEqual([first, second].sort())
    expect([first, second].map((id) => /^p[\w-]{22}$/.test(id) && id.slice(1))).not.toContain(onPhone.slice(1))
    expect((await shop.store.collection(contacts).get(first))?._id).toBe(first)
    await shop.close()
  })

  it('is looked for in the store with their first message, and never again', async () => {
    const shop = await aShop(open)
    const from = { externalId: visitor }
    shop.store.asked()
    await shop.says('hi', from, 'web-chat')
    const first = shop.store.asked().filter(isLookedFor)
    await shop.flush()
    shop.store.asked()
    await shop.says('what?', from, 'web-chat')
    await shop.flush()
    const second = shop.store.asked().filter(isLookedFor)
    expect([first, second]).toEqual([['identities.get', 'identities.insert', 'identities.find'], []])
    await shop.close()
  })

  it('who is new in two processes at once is one contact', async () => {
    const shop = await aShop(open)
    const there = await anEngine(shop.store, shop.clock, { writer: 'there' })
    const message = (id: string) => ({
      id,
      channelId: seed.webChat,
      from: { externalId: visitor },
      at: new Date(shop.clock.now()).toISOString(),
      content: { kind: 'text' as const, text: 'hi' },
    })
    const both = [shop.engine, there].map((engine, n) =>
      handleMessage(engine, { workspaceId, channelKind: 'web-chat', message: message(`both${n}`) }),
    )
    await Promise.all(both)
    const ids = (await shop.turnsOf(onPage)).map(({ state }) => state.contact.id)
    expect(ids).toEqual([ids[0], ids[0]])
    await there.close()
    await shop.close()
  })

  it('who is known from another channel is the same contact there, which has what both told of them', async () => {
    const shop = await aShop(open)
    await shop.byPhone('hi')
    expect(await shop.join()).toBe(true)
    shop.clock.pass(1)
    await shop.onPage('hi', { name: 'Mei Wong' })
    expect(await shop.contactIdIn(onPage)).toBe(await shop.contactIdIn(onPhone))
    expect(await shop.known(onPage)).toEqual({ name: 'Mei Wong', phone: `+${phone}`, fields: {}, tags: [] })
    const rows = await shop.store.collection(conversations).find({ workspaceId, contactId: await shop.contactIdIn(onPhone) })
    expect(rows.items.map(({ _id }) => _id).sort()).toEqual([onPhone, onPage].sort())
    await shop.close()
  })

  it('who has begun a conversation of their own keeps it', async () => {
    const shop = await aShop(open)
    await shop.byPhone('hi')
    await shop.onPage('hi')
    expect(await shop.join()).toBe(false)
    await shop.onPage('S')
    expect(await shop.contactIdIn(onPage)).not.toBe(await shop.contactIdIn(onPhone))
    await shop.close()
  })

  it('who said STOP on one channel is not reminded on another, and the record says why', async () => {
    const shop = await aShop(open)
    await shop.byPhone('hi')
    await shop.join()
    await shop.onPage('hi')
    await shop.byPhone('STOP')
    shop.clock.pass(60_000)
    await wakeDue(shop.engine)
    const turns = await shop.turnsOf(onPage)
    expect(turns.at(-1)).toMatchObject({
      number: 2,
      event: { kind: 'timer' },
      say: [],
      steps: [{ outcome: 'dropped', reason: { code: 'said-stop' } }],
      person: { optedOut: true },
    })
    expect(await replayConversation(shop.engine, onPage)).toBeUndefined()
    // What they write themselves is answered.
    await shop.onPage('hi')
    expect((await shop.turnsOf(onPage)).at(-1)?.say).toHaveLength(1)
    await shop.close()
  })

  it('who says STOP before a reminder is sent does not hear it: it is listed as not sent, with the reason', async () => {
    const shop = await aShop(open)
    await shop.byPhone('hi')
    await shop.join()
    await shop.onPage('hi')
    shop.clock.pass(60_000)
    await wakeDue(shop.engine)
    const reminder = (await shop.turnsOf(onPhone)).at(-1) as Turn
    expect(reminder.say).toMatchObject([{ message: { text: 'Still there?' } }])
    await shop.onPage('STOP')
    const sent: string[] = []
    const send: ChannelIO['send'] = async (_channel, { biz_opaque_callback_data: ourId }) => {
      sent.push(String(ourId))
      return { ok: true, providerId: `wamid.${ourId}` }
    }
    const channels = channelBook(shop.store, testSecrets.open)
    const io = new Map([['whatsapp' as const, { send } as ChannelIO]])
    const outbox = startOutbox({ engine: shop.engine, channels, io, health: channelHealth(shop.engine) })
    for (const turn of await shop.turnsOf(onPhone)) await outbox.send(turn)
    await outbox.idle()
    expect(sent).toEqual([`${turnId(onPhone, 1)}.0`])
    const [refused] = await shop.store.collection(deliveries).getMany([`${reminder._id}.0`])
    expect(refused).toMatchObject({ status: 'failed', reason: { code: 'opted-out' } })
    expect(refused?.dueAt).toBeUndefined()
    await outbox.stop()
    channels.close()
    await shop.close()
  })

  it('of whom one chat is deleted stays as the other one knows them, and has said STOP still', async () => {
    const shop = await aShop(open)
    await shop.byPhone('hi')
    await shop.join()
    await shop.onPage('hi', { name: 'Visitor Wong' })
    await shop.byPhone('STOP')
    const at = new Date(shop.clock.now()).toISOString()
    const doc = { _id: 'f1', workspaceId, userId: 'owner', conversationId: onPhone, at, dueAt: at }
    await shop.store.collection(forgettings).insert(doc)
    // Its turn, then what it projects, then the rest.
    await forgetDue(shop.engine)
    await shop.flush()
    shop.clock.pass(1_000)
    await forgetDue(shop.engine)
    expect(await shop.known(onPage)).toEqual({ name: 'Visitor Wong', phone: undefined, fields: {}, tags: [], optedOut: true })
    const log = await findAll(shop.store.collection(contactEntries), {}, { _id: 1 })
    expect(JSON.stringify(log)).not.toContain(phone)
    await shop.close()
  })

  it('whose turns are projected twice has each fact once in the log', async () => {
    const shop = await aShop(open)
    await shop.byPhone('hi')
    const log = () => findAll(shop.store.collection(contactEntries), {}, { _id: 1 })
    const [before, known] = [await log(), await shop.known(onPhone)]
    expect(before).toMatchObject([{ _id: `${turnId(onPhone, 1)}.0`, source: 'message', contact: { name: 'Mei' } }])
    const turns = await shop.turnsOf(onPhone)
    for (const { project } of shop.engine.projections)
      await project(shop.engine, { id: 'left.0', turns, lines: [turns], remembered: [turns] })
    expect([await log(), await shop.known(onPhone)]).toEqual([before, known])
    await shop.close()
  })

  it('who was known before there was a log is known by its first entry, however often that is made', async () => {
    const shop = await aShop(open)
    const old = { name: 'Mei', phone: `+${phone}`, optedOut: true, fields: { city: 'HK' }, tags: ['vip'] }
    const at = '2026-11-01T00:00:00.000Z'
    const id = `p${onPhone.slice(1)}`
    await shop.store.collection(contacts).insert({ _id: id, workspaceId, firstSeenAt: at, lastSeenAt: at, ...old })
    expect(await contactLog.page(shop.store, undefined)).toEqual({ changed: 1 })
    expect(await contactLog.page(shop.store, undefined)).toEqual({ changed: 0 })
    const { name, phone: number, optedOut, fields, tags } = old
    expect(await findAll(shop.store.collection(contactEntries), {}, { _id: 1 })).toEqual([
      {
        _id: `${onPhone}.00000000.0`,
        workspaceId,
        contactId: id,
        at: '1970-01-01T00:00:00.000Z',
        source: 'before',
        contact: { name, phone: number, optedOut },
        fields,
        tags: { add: tags, remove: [] },
      },
    ])
    await shop.close()
  })

  it('new ids sort by when they were made, whatever else is in them', () => {
    const ids = [1, 2, 255, 256, 1_764_000_000_000, 1_764_000_000_001, 281_474_976_710_655].map(timeOrderedId)
    expect([...ids].sort()).toEqual(ids)
  })
})
