import { randomBytes } from 'node:crypto'
import { expect, it } from 'vitest'
import { registry } from '#nodes/registry.ts'
import { type Flow, type NodeConfig, newFlow } from '#schemas/flow.ts'
import { readConfig } from '#server/config.ts'
import type { Engine } from '#server/engine/engine.ts'
import { flowOrders, flows, livePointers } from '#server/flows/collections.ts'
import { flowLibrary } from '#server/flows/flow-library.ts'
import { saveDraft } from '#server/flows/save-draft.ts'
import { anEngine, writes } from '../support/an-engine.ts'
import { counting } from '../support/counting-store.ts'
import { testClock, testSecrets } from '../support/in-process.ts'
import { seed, seedShop } from '../support/seed.ts'
import { eachStore } from '../support/stores.ts'
import { eachChannel } from '../support/talk.ts'

const outputs: Record<string, string> = { 'go-to-flow': 'returned', 'ask-question': 'valid' }

/** Start → the nodes, one after the other. */
function aFlow(name: string, start: NodeConfig, ...nodes: [type: string, config: NodeConfig][]): Flow {
  const flow = newFlow(name)
  flow.settings.fallbackText = { en: 'Sorry' }
  flow.nodes = flow.nodes.map((node) => (node.type === 'start' ? { ...node, data: { config: start } } : node))
  for (const [i, [type, config]] of nodes.entries()) {
    const before = flow.nodes.at(-1)
    const output = before ? (outputs[before.type] ?? 'next') : 'next'
    flow.nodes.push({ id: `n${i}`, type, position: { x: 300 * i, y: 0 }, data: { config } })
    flow.edges.push({ id: `e${i}`, source: before?.id ?? 'start', sourceHandle: output, target: `n${i}` })
  }
  return flow
}
const anything = { trigger: 'any-message' }
const says = (text: string): [string, NodeConfig] => ['send-message', { text: { en: text } }]
const asks = (text: string): [string, NodeConfig] => [
  'ask-question',
  { text: { en: text }, answer: 'text', saveAs: 'answer', noAnswerSeconds: 3600 },
]
const goesTo = (flowId: string): [string, NodeConfig] => ['go-to-flow', { flowId, comeBack: true }]
const asking = (name: string, start: NodeConfig = anything) => aFlow(name, start, asks(`${name}?`), says(`${name}!`))

eachChannel('several live flows', (start) => {
  it('the first that fits answers; another order counts for who comes then and touches nobody inside', async () => {
    const chat = await start(asking('one'), asking('two'))
    await chat.user('hi')
    chat.bot('one?')
    await chat.admin.reorders(['flow2', 'flow1'])
    await chat.user('fine')
    chat.bot('one!')
    await chat.user('hi again')
    chat.bot('two?')
  })

  it('a flow with words that stands behind one that takes anything is never reached, as publishing told', async () => {
    const parcel = asking('parcel', { trigger: 'keyword', keywords: { en: ['parcel'] } })
    const chat = await start(asking('welcome'), parcel)
    await chat.user('parcel')
    chat.bot('parcel?')
    await chat.admin.reorders(['flow1', 'flow2'])
    await chat.anotherCustomer(1)
    await chat.user('parcel')
    chat.bot('welcome?')
  })

  it('a paused flow lets nobody new in; who is inside goes on, and then gets the next that fits', async () => {
    const chat = await start(asking('one'), asking('two'))
    await chat.user('hi')
    await chat.admin.pauses('flow1')
    await chat.user('fine')
    chat.bot('one!')
    await chat.user('hi again')
    chat.bot('two?')
    await chat.user('fine')
    await chat.admin.pauses('flow1', false)
    await chat.user('and again')
    chat.bot('one?')
  })

  it('with every flow paused a person is asked for', async () => {
    const chat = await start(asking('one'))
    await chat.admin.pauses('flow1')
    await chat.user('hi')
    expect((await chat.owner()).kind).toBe('queue')
  })

  it('a paused flow is still gone to; an unpublished one fails into the fallback', async () => {
    const chat = await start(aFlow('caller', anything, goesTo('flow2'), says('back')), asking('part'))
    await chat.admin.pauses('flow2')
    await chat.user('hi')
    chat.bot('part?')
    await chat.user('fine')
    chat.bot('part!', 'back')
    await chat.admin.unpublishes('flow2', 'finish')
    await chat.user('hi')
    chat.bot('Sorry')
    expect((await chat.owner()).kind).toBe('queue')
  })
})

eachChannel('a flow that is unpublished', (start) => {
  it('is finished by who is inside, and starts for nobody', async () => {
    const chat = await start(asking('one'), asking('two'))
    await chat.user('hi')
    chat.bot('one?')
    await chat.admin.unpublishes('flow1', 'finish')
    await chat.user('fine')
    chat.bot('one!')
    await chat.user('hi')
    chat.bot('two?')
  })

  it('hands over who waits for its question, with the card that says so, and writes nothing to them', async () => {
    const chat = await start(asking('one'), asking('two'))
    await chat.user('hi')
    chat.bot('one?')
    await chat.admin.unpublishes('flow1', 'hand-over')
    const { owner, session } = await chat.state()
    expect([owner.kind, session?.at]).toEqual(['queue', undefined])
    expect(await chat.handOff()).toMatchObject({ reason: { code: 'unpublished' }, flowName: 'one', nodeName: 'Question' })
    await chat.user('fine')
    chat.bot()
    expect([await chat.agent.takes(), await chat.agent.replies('Here I am')]).toEqual(['done', 'done'])
    chat.bot('Here I am')
  })

  it('is over for who waits for its question when that is asked for; what they write next starts the next flow', async () => {
    const chat = await start(asking('one'), asking('two'))
    await chat.user('hi')
    chat.bot('one?')
    await chat.admin.unpublishes('flow1', 'end')
    expect((await chat.state()).session).toBeUndefined()
    await chat.user('fine')
    chat.bot('two?')
  })

  it('is over for who waits for time: nothing is said when it is up', async () => {
    const chat = await start(aFlow('one', anything, says('wait'), ['wait', { for: 'duration', seconds: 600 }], says('late')))
    await chat.user('hi')
    chat.bot('wait')
    await chat.admin.unpublishes('flow1', 'end')
    await chat.passes({ hours: 1 })
    chat.bot()
    expect((await chat.state()).session).toBeUndefined()
  })

  it('leaves who is with a person there; handed back, they begin with the next flow', async () => {
    const chat = await start(asking('one'), asking('two'))
    await chat.user('hi')
    chat.bot('one?')
    await chat.agent.takes()
    await chat.admin.unpublishes('flow1', 'end')
    expect((await chat.owner()).kind).toBe('agent')
    await chat.agent.handsBack()
    chat.bot('two?')
  })

  it('leaves who waits for a person there', async () => {
    const chat = await start(aFlow('one', anything, says('a person comes'), ['hand-off', {}]), asking('two'))
    await chat.user('hi')
    const owner = await chat.owner()
    await chat.admin.unpublishes('flow1', 'end')
    expect(await chat.owner()).toEqual(owner)
  })

  it('is not come back to from a flow that it went to', async () => {
    const chat = await start(aFlow('caller', anything, goesTo('flow2'), says('back')), asking('part', { trigger: 'opened' }))
    await chat.user('hi')
    chat.bot('part?')
    await chat.admin.unpublishes('flow1', 'end')
    await chat.user('fine')
    chat.bot('part!')
    expect((await chat.state()).session).toBeUndefined()
  })

  it('is left by everybody, also when the server dies before the first of them was moved', async () => {
    const chat = await start(asking('one'))
    await chat.user('hi')
    await chat.anotherCustomer(1)
    await chat.user('hi')
    await chat.admin.unpublishes('flow1', 'hand-over', { dying: true })
    expect((await chat.owner()).kind).toBe('queue')
    await chat.anotherCustomer(0)
    expect((await chat.owner()).kind).toBe('queue')
  })

  it('has its version live again for who comes, and nobody is moved out any more', async () => {
    const chat = await start(asking('one'))
    await chat.admin.unpublishes('flow1', 'end')
    await chat.admin.goesBack('flow1')
    await chat.user('hi')
    chat.bot('one?')
    await chat.user('fine')
    chat.bot('one!')
  })
})

eachStore('what one process does with flows', (open) => {
  it('is heard of in another: a new order, a pause, and who has to leave', async () => {
    const store = await open()
    await seedShop(store, testSecrets, { flows: [asking('one'), asking('two')] })
    const library = flowLibrary(store, registry, testClock().now)
    const live = async () => {
      const { starting, reachable, withdrawn } = await library.live(seed.workspaceId)
      const ids = (all: typeof starting) => all.map(({ flowId }) => flowId)
      return [ids(starting), ids(reachable), [...withdrawn.values()]]
    }
    const both = ['flow1', 'flow2']
    expect(await live()).toEqual([both, both, []])
    const { workspaceId } = seed
    await store.collection(flowOrders).insert({ _id: workspaceId, workspaceId, flowIds: ['flow2', 'flow1'], revision: 1 })
    await expect.poll(live).toEqual([['flow2', 'flow1'], ['flow2', 'flow1'], []])
    await store.collection(livePointers).update('flow2', { $set: { paused: true } })
    await expect.poll(live).toEqual([['flow1'], ['flow2', 'flow1'], []])
    const at = '2026-11-23T10:00:00.000Z'
    const withdrawn = { upTo: 1, people: 'end', by: 'ada', at, inside: 0 }
    await store.collection(livePointers).update('flow1', { $set: { liveVersion: null, withdrawn } })
    await expect.poll(live).toEqual([[], ['flow2'], [{ flowId: 'flow1', upTo: 1, people: 'end' }]])
    library.close()
  })

  it('is not heard of while it is only a draft: saving one wakes nothing that a message asks for', async () => {
    const store = counting(await open())
    await seedShop(store, testSecrets, { flows: [asking('one'), asking('two')] })
    const clock = testClock()
    const processes = [await anEngine(store, clock), await anEngine(store, clock, { writer: 'b' })]
    const bothAnswer = async (text: string) => {
      for (const [i, engine] of processes.entries()) await writes(engine, `${text} ${i}`, text, `visitor${i}`)
    }
    const heard: number[] = []
    const stop = store.collection(flows).subscribe(({ doc }) => heard.push(doc?.revision ?? 0))
    const pointers = () => store.collection(livePointers).find({}, { sort: { _id: 1 } })
    await bothAnswer('Hello')
    const before = await pointers()
    const deps = { store, config: readConfig({}), now: clock.now, random: randomBytes, registry, engine: processes[0] as Engine }
    const actor = { workspaceId: seed.workspaceId, caller: { user: { id: 'ada', name: 'Ada', email: 'ada@shop.example' } } }
    for (const revision of [1, 2, 3]) await saveDraft(deps, actor, 'flow1', { revision, flow: { ...asking('one') } })
    await expect.poll(() => heard.at(-1)).toBe(4)
    expect(await pointers()).toEqual(before)
    store.asked()
    await bothAnswer('fine')
    expect(store.asked().filter((what) => /^(flows|livePointers|flowOrders|versions)\./.test(what))).toEqual([])
    stop()
    for (const engine of processes) await engine.close()
  })
})
