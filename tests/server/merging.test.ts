import { expect, it } from 'vitest'
import { type Flow, newFlow } from '#schemas/flow.ts'
import { type Turn, turnId } from '#schemas/turn.ts'
import { chance } from '#server/demo/random.ts'
import { startProjections } from '#server/engine/projections/projections.ts'
import { handleMessage } from '#server/engine/turns/handle-message.ts'
import { type ContactDoc, contactMerges, contacts } from '#server/people/collections.ts'
import { finishLeftMerges, finishMerges, mergeContacts, unmergeContact } from '#server/people/merges.ts'
import { headOf } from '#server/people/page-of.ts'
import { anEngine } from '#tests/support/an-engine.ts'
import { conversationIdOf } from '#tests/support/conversation-id.ts'
import { testClock, testSecrets } from '#tests/support/in-process.ts'
import { seed, seedShop } from '#tests/support/seed.ts'
import { eachStore, type OpenTestStore } from '#tests/support/stores.ts'

const { workspaceId } = seed
const by = { user: 'agent1' }

/** Whatever somebody writes is their name from then on. */
function named(): Flow {
  const flow = newFlow('Name')
  const config = { text: { en: 'Your name?' }, answer: 'text', saveAs: 'name', saveToContact: 'name' }
  flow.nodes.push({ id: 'ask', type: 'ask-question', position: { x: 0, y: 0 }, data: { config } })
  flow.edges.push(
    { id: 'e1', source: 'start', sourceHandle: 'next', target: 'ask' },
    { id: 'e2', source: 'ask', sourceHandle: 'valid', target: 'ask' },
  )
  return flow
}

async function aShop(open: OpenTestStore) {
  const clock = testClock()
  const store = await open({ now: clock.now })
  await seedShop(store, testSecrets, { flows: [named()] })
  const engine = await anEngine(store, clock)
  const projections = startProjections(engine, async () => {})
  let said = 0
  const at = () => new Date(clock.now()).toISOString()
  const docs = store.collection(contacts)
  return {
    clock,
    store,
    engine,
    docs,
    at,
    flush: projections.flush,
    /** A visitor of the web chat writes. */
    says: async (visitor: string, text: string) => {
      clock.pass(1)
      await handleMessage(engine, {
        workspaceId,
        channelKind: 'web-chat',
        message: {
          id: `m${said++}`,
          channelId: seed.webChat,
          from: { externalId: visitor },
          at: at(),
          content: { kind: 'text', text },
        },
      })
    },
    idOf: async (visitor: string) =>
      ((await engine.turns.get(turnId(conversationIdOf(seed.webChat, visitor), 1))) as Turn).state.contact.id,
    merge: (contactId: string, other: string, chosen?: Parameters<typeof mergeContacts>[2]['chosen']) => {
      clock.pass(1)
      return mergeContacts(store, workspaceId, { contactId, other, at: at(), by, ...(chosen ? { chosen } : {}) })
    },
    unmerge: (contactId: string) => unmergeContact(store, workspaceId, contactId, { at: at(), by }),
    page: async (contactId: string) => headOf(store, workspaceId, contactId) as Promise<ContactDoc>,
    close: async () => {
      await projections.stop()
      await engine.close()
    },
  }
}
type Shop = Awaited<ReturnType<typeof aShop>>

/** What a page says, without what only counts changes. */
const told = ({ revision: _, merges: __, ...doc }: ContactDoc) => doc

async function people(shop: Shop, ...names: string[]): Promise<string[]> {
  for (const name of names) for (const text of ['hi', name]) await shop.says(name, text)
  await shop.flush()
  return Promise.all(names.map(shop.idOf))
}

eachStore('two who are one person', (open) => {
  it('have one page with what was told last, and each gets back what they had, to the letter', async () => {
    const shop = await aShop(open)
    const [mei, jia] = (await people(shop, 'mei', 'jia')) as [string, string]
    const before = (await shop.docs.getMany([mei, jia])).map(told)
    await shop.merge(mei, jia)
    expect(await shop.page(jia)).toMatchObject({ _id: mei, name: 'jia', members: [jia] })
    expect((await shop.docs.get(jia))?.head).toBe(mei)
    await shop.unmerge(jia)
    expect((await shop.docs.getMany([mei, jia])).map(told)).toEqual(before)
    expect(await shop.unmerge(jia)).toBeUndefined()
    await shop.close()
  })

  it('keep the value that somebody chose until it is told anew; taken apart, it was never there', async () => {
    const shop = await aShop(open)
    const [mei, jia] = (await people(shop, 'mei', 'jia')) as [string, string]
    await shop.merge(mei, jia, { contact: { name: 'mei' } })
    expect(await shop.page(mei)).toMatchObject({ name: 'mei' })
    await shop.says('jia', 'Jia Hui')
    await shop.flush()
    expect(await shop.page(mei)).toMatchObject({ name: 'Jia Hui' })
    await shop.unmerge(jia)
    expect([(await shop.page(mei)).name, (await shop.page(jia)).name]).toEqual(['mei', 'Jia Hui'])
    await shop.close()
  })

  it('said STOP as one: who said it on one channel has said it on all', async () => {
    const shop = await aShop(open)
    const [mei, jia] = (await people(shop, 'mei', 'jia')) as [string, string]
    await shop.merge(mei, jia)
    await shop.says('jia', 'STOP')
    await shop.flush()
    expect(await shop.engine.people.stoppedAt(workspaceId, mei)).toBe(shop.at())
    await shop.unmerge(jia)
    expect(await shop.engine.people.stoppedAt(workspaceId, mei)).toBeUndefined()
    await shop.close()
  })

  it('merged by two people at the same moment into each other are merged once', async () => {
    const shop = await aShop(open)
    const [mei, jia] = (await people(shop, 'mei', 'jia')) as [string, string]
    const done = await Promise.all([shop.merge(mei, jia), shop.merge(jia, mei), shop.merge(mei, jia)])
    expect(done.filter((merge) => merge)).toHaveLength(1)
    expect((await shop.page(mei))._id).toBe((await shop.page(jia))._id)
    await shop.close()
  })

  it('are one after a crash in the middle of it', async () => {
    const shop = await aShop(open)
    const [mei, jia] = (await people(shop, 'mei', 'jia')) as [string, string]
    await shop.store.collection(contactMerges).insert({
      _id: turnId(workspaceId, 1),
      workspaceId,
      number: 1,
      kind: 'merge',
      contactId: jia,
      moved: [jia],
      into: mei,
      at: shop.at(),
      by,
      pending: true,
    })
    await shop.docs.update(mei, { $set: { members: [jia], merges: 1 } })
    expect(await finishLeftMerges(shop.store, '2026-01-01T00:00:00.000Z')).toBe(0)
    expect(await finishLeftMerges(shop.store, shop.at())).toBe(1)
    await finishMerges(shop.store, workspaceId)
    expect(await shop.page(jia)).toMatchObject({ _id: mei, name: 'jia', members: [jia] })
    await shop.unmerge(jia)
    expect(await shop.page(jia)).toMatchObject({ _id: jia, name: 'jia' })
    await shop.close()
  })

  it.each([1, 2, 3, 4, 5, 6])(
    'stand as they should after any order of messages, merges and unmerges, at the same time or not (%i)',
    async (start) => {
      const shop = await aShop(open)
      const { next: dice, pick } = chance(start)
      const visitors = ['a', 'b', 'c', 'd', 'e']
      const ids = await people(shop, ...visitors)
      /** What should be: what each told last, and to whom they came. */
      const names = new Map(visitors.map((name, n) => [ids[n] as string, { name, at: n + 1 }]))
      const into = new Map<string, string>()
      let moment = 10
      const rootOf = (id: string): string => (into.has(id) ? rootOf(into.get(id) as string) : id)
      for (let step = 0; step < 60; step++) {
        const [n, m] = [Math.floor(dice() * ids.length), Math.floor(dice() * ids.length)]
        const [one, other] = [ids[n] as string, ids[m] as string]
        const what = pick(['says', 'says', 'merge', 'unmerge', 'flush'])
        if (what === 'says') {
          const name = `${visitors[n]}${step}`
          names.set(one, { name, at: moment++ })
          await shop.says(visitors[n] as string, name)
        } else if (what === 'merge') {
          const [page, comes] = [rootOf(one), rootOf(other)]
          if (page !== comes) into.set(comes, page)
          await Promise.all([shop.merge(one, other), dice() < 0.5 ? shop.flush() : undefined])
        } else if (what === 'unmerge') {
          into.delete(one)
          await Promise.all([shop.unmerge(one), dice() < 0.5 ? shop.flush() : undefined])
        } else await shop.flush()
      }
      await shop.flush()
      const is = await Promise.all(ids.map(async (id) => ({ id, page: await shop.page(id) })))
      expect(
        is.map(({ id, page: { _id, name, members = [] } }) => ({ id, page: _id, name, members: [...members].sort() })),
      ).toEqual(
        ids.map((id) => {
          const page = rootOf(id)
          const all = ids.filter((one) => rootOf(one) === page)
          const newest = all.map((one) => names.get(one) as { name: string; at: number }).sort((x, y) => y.at - x.at)[0]
          return { id, page, name: newest?.name, members: all.filter((one) => one !== page).sort() }
        }),
      )
      expect(await shop.store.collection(contactMerges).count({ workspaceId, pending: true })).toBe(0)
      await shop.close()
    },
  )
})
