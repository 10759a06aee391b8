import { expect, it } from 'vitest'
import { type Flow, newFlow } from '#schemas/flow.ts'
import { liveEditions, livePointers } from '#server/flows/collections.ts'
import { anEngine, writes } from '../support/an-engine.ts'
import { testClock, testSecrets } from '../support/in-process.ts'
import { seed, seedShop } from '../support/seed.ts'
import { eachStore } from '../support/stores.ts'
import { eachChannel } from '../support/talk.ts'

/** Asks a question, and thanks for the answer. */
function asking(name: string): Flow {
  const flow = newFlow(name)
  const add = (id: string, type: string, config: Record<string, unknown>) =>
    flow.nodes.push({ id, type, position: { x: 0, y: 0 }, data: { config } })
  add('ask', 'ask-question', { text: { en: `${name}?` }, answer: 'text', saveAs: 'said', noAnswerSeconds: 3600 })
  add('thanks', 'end', { text: { en: `${name}!` } })
  flow.edges.push(
    { id: 'e1', source: 'start', sourceHandle: 'next', target: 'ask' },
    { id: 'e2', source: 'ask', sourceHandle: 'valid', target: 'thanks' },
  )
  return flow
}

eachChannel('what was live when a chat began', (start) => {
  it('is known afterwards: each chat is taken again as it was, whatever was published since', async () => {
    const chat = await start(asking('one'), asking('two'))
    await chat.user('hi')
    chat.bot('one?')
    await chat.passes({ minutes: 1 })
    await chat.publishes(asking('new'))
    await chat.user('fine')
    chat.bot('one!')
    await chat.user('again')
    chat.bot('new?')
    await chat.passes({ minutes: 1 })
    await chat.admin.reorders(['flow2', 'flow1'])
    await chat.user('fine')
    await chat.user('again')
    chat.bot('two?')
    await chat.user('fine')
    await chat.passes({ minutes: 1 })
    await chat.admin.pauses('flow2')
    await chat.admin.goesBack('flow1')
    await chat.user('again')
    chat.bot('one?')
    await chat.passes({ minutes: 1 })
    await chat.admin.unpublishes('flow1', 'end')
    await chat.user('anybody?')
    expect((await chat.owner()).kind).toBe('queue')
    await chat.restarts()
    expect(await chat.replayed()).toBeUndefined()
  })
})

eachStore('the history of what is live', (open) => {
  it('has each edition once, however many processes find it, and survives one that dies right after publishing', async () => {
    const clock = testClock()
    const store = await open({ now: clock.now })
    await seedShop(store, testSecrets, { flows: [asking('one'), asking('two')] })
    const editions = async () =>
      (await store.collection(liveEditions).find({ workspaceId: seed.workspaceId }, { sort: { number: 1 } })).items
    const [here, there] = [await anEngine(store, clock), await anEngine(store, clock, { writer: 'there' })]
    await Promise.all([writes(here, 'm1', 'hi', 'one'), writes(there, 'm2', 'hi', 'two')])
    expect((await editions()).map(({ number, changed }) => [number, changed.toSorted()])).toEqual([[1, ['flow1', 'flow2']]])

    // It is unpublished, and nobody was left to write that down.
    const moved = { at: new Date(clock.now()).toISOString(), by: 'ada' }
    await store.collection(livePointers).update('flow1', { $set: { liveVersion: null, liveRevision: null, moved } })
    clock.pass(60_000)
    const later = await anEngine(store, clock, { writer: 'later' })
    await writes(later, 'm3', 'hi', 'three')
    expect((await editions()).slice(1)).toMatchObject([
      {
        number: 2,
        changed: ['flow1'],
        flows: [
          { flowId: 'flow2', version: 1 },
          { flowId: 'flow1', version: null, moved },
        ],
      },
    ])
    const turns = (await later.turns.find({ workspaceId: seed.workspaceId }, { sort: { at: 1 } })).items
    expect(turns.map(({ live }) => live)).toEqual([1, 1, 2])
    for (const engine of [here, there, later]) await engine.close()
  })
})
