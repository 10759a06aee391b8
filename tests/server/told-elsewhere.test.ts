import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type Flow, newFlow } from '#schemas/flow.ts'
import type { ChannelKind } from '#schemas/message.ts'
import { startProjections } from '#server/engine/projections/projections.ts'
import { handleMessage } from '#server/engine/turns/handle-message.ts'
import { replayConversation } from '#server/engine/turns/replay-conversation.ts'
import { contacts } from '#server/people/collections.ts'
import { changeContacts } from '#server/people/index.ts'
import { joinContact } from '#server/people/join-contact.ts'
import { anEngine } from '#tests/support/an-engine.ts'
import { conversationIdOf } from '#tests/support/conversation-id.ts'
import { testClock, testSecrets } from '#tests/support/in-process.ts'
import { seed, seedShop } from '#tests/support/seed.ts'
import { eachStore, type OpenTestStore } from '#tests/support/stores.ts'

const { workspaceId } = seed
const onPhone = conversationIdOf(seed.whatsApp, 'mei')
const onPage = conversationIdOf(seed.webChat, 'mei')

/** Whoever writes a colour has it from then on, as a field and a tag; whatever else they write is answered with what is known. */
function colour(name: string, other: string): Flow {
  const flow = newFlow(name)
  const start = flow.nodes[0] as Flow['nodes'][number]
  start.data.config = { trigger: 'keyword', keywords: { en: [name] }, match: 'whole' }
  const at = { x: 0, y: 0 }
  flow.nodes.push(
    { id: 'set', type: 'set-contact', position: at, data: { config: { fields: [{ name: 'colour', value: name }] } } },
    { id: 'tag', type: 'tag', position: at, data: { config: { add: [name], remove: [other] } } },
  )
  flow.edges.push(
    { id: 'e1', source: 'start', sourceHandle: 'next', target: 'set' },
    { id: 'e2', source: 'set', sourceHandle: 'next', target: 'tag' },
  )
  return flow
}

function telling(): Flow {
  const flow = newFlow('Tell')
  const text = { en: '{{ contact.name }}, {{ contact.fields.colour }}' }
  flow.nodes.push({ id: 'end', type: 'end', position: { x: 0, y: 0 }, data: { config: { text } } })
  flow.edges.push({ id: 'e1', source: 'start', sourceHandle: 'next', target: 'end' })
  return flow
}

async function aShop(open: OpenTestStore) {
  const clock = testClock()
  const store = await open({ now: clock.now })
  await seedShop(store, testSecrets, { flows: [colour('red', 'blue'), colour('blue', 'red'), telling()] })
  const engine = await anEngine(store, clock)
  const projections = startProjections(engine, async () => {})
  let said = 0
  const says = async (text: string, over: ChannelKind = 'whatsapp') => {
    clock.pass(1_000)
    const channelId = over === 'whatsapp' ? seed.whatsApp : seed.webChat
    const from = { externalId: 'mei', ...(over === 'whatsapp' && { name: 'Mei' }) }
    const content = { kind: 'text' as const, text }
    const message = { id: `m${said++}`, channelId, from, at: new Date(clock.now()).toISOString(), content }
    const handled = await handleMessage(engine, { workspaceId, channelKind: over, message })
    if (handled.kind === 'kept') throw new Error('it calls nobody')
    return handled.turn
  }
  const contactId = (await says('hi')).state.contact.id
  await projections.flush()
  await joinContact(engine, { channel: { id: seed.webChat, workspaceId }, externalId: 'mei', contactId })
  const edits = async (change: object) => {
    clock.pass(1_000)
    const made = { contactId, changeId: `e${said++}`, source: 'edit' as const, ...change }
    await changeContacts(engine, workspaceId, [made])
    engine.people.forgetKnown(contactId)
  }
  const known = async () => {
    const doc = await store.collection(contacts).get(contactId)
    return { name: doc?.name, fields: doc?.fields, tags: [...(doc?.tags ?? [])].sort() }
  }
  const replayed = (conversationId: string) => replayConversation(engine, conversationId)
  const close = async () => {
    await projections.stop()
    await engine.close()
  }
  return { engine, store, says, edits, known, replayed, contactId, flush: projections.flush, close }
}

const spoken = ({ say }: { say: readonly { message: object }[] }) => say.map(({ message }) => (message as { text?: string }).text)
const knownIn = ({ state }: { state: { contact: { name?: string; fields: object; tags: string[] } } }) => ({
  name: state.contact.name,
  fields: state.contact.fields,
  tags: [...state.contact.tags].sort(),
})

eachStore('a flow', (open) => {
  it('reads what a colleague changed and what another channel was told, in its next turn, and is replayed exactly', async () => {
    const shop = await aShop(open)
    await shop.edits({ contact: { name: 'Mei C.' }, fields: { colour: 'green' } })
    const turn = await shop.says('and?')
    expect(spoken(turn)).toEqual(['Mei C., green'])
    expect(turn.person).toEqual({ contact: { name: 'Mei C.' }, fields: { colour: 'green' } })
    await shop.says('blue', 'web-chat')
    await shop.flush()
    shop.engine.people.forgetKnown(shop.contactId)
    expect(spoken(await shop.says('and now?'))).toEqual(['Mei C., blue'])
    for (const conversationId of [onPhone, onPage]) expect(await shop.replayed(conversationId)).toBeUndefined()
    await shop.close()
  })

  it('keeps what its own chat was told last, though the contact does not know it yet, and loses what was forgotten', async () => {
    const shop = await aShop(open)
    await shop.edits({ fields: { colour: 'green', size: 'L' } })
    await shop.says('red')
    expect(spoken(await shop.says('and?'))).toEqual(['Mei, red'])
    await shop.flush()
    await shop.edits({ fields: { size: null } })
    expect(knownIn(await shop.says('and?'))).toEqual({ name: 'Mei', fields: { colour: 'red' }, tags: ['red'] })
    await shop.close()
  })

  it('knows in every chat what the contact knows, whatever order flows, colleagues, files and programs told it in', async () => {
    const op = fc.oneof(
      fc.record({
        text: fc.constantFrom('red', 'blue', 'and?'),
        over: fc.constantFrom('whatsapp' as const, 'web-chat' as const),
      }),
      fc.record({
        source: fc.constantFrom('edit' as const, 'api' as const, 'import' as const),
        fields: fc.dictionary(fc.constantFrom('colour', 'size'), fc.constantFrom('green', 'L', null)),
        tags: fc.record({ add: fc.subarray(['vip', 'red']), remove: fc.subarray(['blue']) }),
      }),
      fc.constant('flush' as const),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(op, { maxLength: 12 }), async (ops) => {
        const shop = await aShop(open)
        for (const one of ops)
          if (one === 'flush') await shop.flush()
          else if ('text' in one) await shop.says(one.text, one.over)
          else await shop.edits(one)
        await shop.flush()
        shop.engine.people.forgetKnown(shop.contactId)
        const known = await shop.known()
        expect(knownIn(await shop.says('and?'))).toEqual(known)
        expect(knownIn(await shop.says('and?', 'web-chat'))).toEqual(known)
        for (const conversationId of [onPhone, onPage]) expect(await shop.replayed(conversationId)).toBeUndefined()
        await shop.close()
      }),
      { numRuns: 20 },
    )
  })
})
