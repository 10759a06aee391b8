import { describe, expect, it } from 'vitest'
import { call, end, fail, go, handOff, type NodeType, wait } from '#nodes/contract.ts'
import type { Flow } from '#schemas/flow.ts'
import { stopped } from '#schemas/opt-out-words.ts'
import type { AgentAction, TurnEvent } from '#schemas/turn.ts'
import { Chat, fakeNode, sketch, startsWhenOpened } from './testing.ts'
import { maxNodesPerTurn } from './walk.ts'

const says = (text: string) => ({ say: [{ kind: 'text' as const, text }] })

const registry = new Map<string, NodeType>([
  fakeNode('start', { enter: () => go('next') }),
  fakeNode('hello', { enter: (visit) => go('next', says(visit.fill('Hello {{ first_name | default: "you" }}'))) }),
  fakeNode(
    'ask',
    {
      enter: () => wait({ seconds: 60, memory: { tries: 0 } }, says('Yes or no?')),
      resume: (visit, event) => {
        if (event.kind === 'timeout') return go('silent')
        const text = event.content.kind === 'text' ? event.content.text : ''
        if (text === 'yes') return go('yes', { set: { agreed: true }, answer: { label: 'Agreed', value: 'yes', choice: true } })
        const tries = Number(visit.memory.tries) + 1
        return tries > 1 ? go('lost') : wait({ seconds: 60, memory: { tries } }, says('Again: yes or no?'))
      },
    },
    [{ name: 'yes' }, { name: 'lost', kind: 'invalid' }, { name: 'silent', kind: 'no-answer' }],
  ),
  fakeNode('open', { enter: () => wait({}, says('Anything else?')), resume: () => go('next') }),
  fakeNode('sure', {
    enter: () => wait({}, says('Anything else?')),
    resume: (_visit, event) => (event.kind === 'timeout' ? go('next', says('Then not')) : wait({ seconds: 60 }, says('Sure?'))),
  }),
  fakeNode('count', {
    enter: () => wait({ memory: { from: 7 } }, says('More?')),
    resume: (visit, event) =>
      event.kind === 'answer' && event.content.kind === 'text' && event.content.text === 'no'
        ? go('next', says(`From ${visit.memory.from}`))
        : wait({}, says('More?')),
  }),
  fakeNode('nap', { enter: () => wait({ for: 'time', seconds: 3600 }), resume: () => go('next', says('Good morning')) }),
  fakeNode('broken', { enter: () => fail({ code: 'shop-closed' }) }, [{ name: 'next' }, { name: 'error', kind: 'error' }]),
  fakeNode('throws', {
    enter: () => {
      throw new Error('a slip')
    },
  }),
  fakeNode('person', { enter: () => handOff('Asked for help', 'sales', says('One moment')) }, []),
  fakeNode('visit', { enter: () => call('f2', true) }, [{ name: 'returned' }]),
  fakeNode('bye', { enter: () => end(says('Bye')) }, []),
])

const withoutWords = (flow: Flow): void => {
  flow.settings.commands = []
}
const startsWith = (word: string) => (flow: Flow) => {
  flow.nodes = flow.nodes.map((node) =>
    node.id === 'start' ? { ...node, data: { config: { trigger: 'keyword', keywords: { en: [word] } } } } : node,
  )
}

describe('a conversation with a flow', () => {
  it('walks until a node waits and goes on from there with the answer', async () => {
    const chat = new Chat(registry, [sketch(['start -> hello', 'hello -> ask', 'ask.yes -> bye'])])
    expect(await chat.says('hi')).toEqual(['Hello you', 'Yes or no?'])
    expect(chat.trace).toEqual(['start go:next answered', 'hello go:next answered', 'ask wait'])
    expect(await chat.says('yes')).toEqual(['Bye'])
    expect(chat.trace).toEqual(['ask go:yes answered', 'bye end answered'])
    expect(chat.state.session).toBeUndefined()
  })

  it('a node that waits again and says nothing of its memory keeps it', async () => {
    const chat = new Chat(registry, [sketch(['start -> count', 'count -> bye'])])
    await chat.says('hi')
    await chat.says('yes')
    expect(await chat.says('no')).toEqual(['From 7', 'Bye'])
  })

  it('a time-out of its own, set with the second question, is the node’s and not the flow’s answer window', async () => {
    const chat = new Chat(registry, [sketch(['start -> sure', 'sure -> bye'])])
    await chat.says('hi')
    expect(await chat.says('no')).toEqual(['Sure?'])
    expect(await chat.passes(60)).toEqual(['Then not', 'Bye'])
    expect(chat.trace).toEqual(['sure go:next answered', 'bye end answered'])
  })

  it('asks again with what the node remembers, and leaves by the invalid output', async () => {
    const chat = new Chat(registry, [sketch(['start -> ask', 'ask.lost -> bye'])])
    await chat.says('hi')
    expect(await chat.says('maybe')).toEqual(['Again: yes or no?'])
    expect(await chat.says('perhaps')).toEqual(['Bye'])
    expect(chat.trace).toEqual(['ask go:lost failed', 'bye end answered'])
  })

  it('knows the same contact by name once the channel told it', async () => {
    const chat = new Chat(registry, [sketch(['start -> hello', 'hello -> ask'])])
    const from = { externalId: 'someone', name: 'Mei Chan', phone: '+85290001234' }
    await chat.take({
      kind: 'message',
      message: { id: 'm', channelId: 'ch', from, at: '2026-11-23T10:00:00.000Z', content: { kind: 'text', text: 'hi' } },
    })
    expect(chat.turns[0]?.say[0]?.message).toEqual({ kind: 'text', text: 'Hello Mei', language: 'en' })
    expect(chat.turns[0]?.effects).toEqual([{ kind: 'set-contact', contact: { name: 'Mei Chan', phone: '+85290001234' } }])
  })

  it('takes the no-answer output when its time has come, once', async () => {
    const chat = new Chat(registry, [sketch(['start -> ask', 'ask.silent -> bye'])])
    await chat.says('hi')
    expect(await chat.passes(59)).toEqual(['stale-timer'])
    expect(await chat.passes(1)).toEqual(['Bye'])
    expect(chat.trace).toEqual(['ask go:silent timed-out', 'bye end answered'])
    expect(await chat.passes(60)).toEqual(['stale-timer'])
  })

  it('counts an unanswered question as dropped when the answer window closes, not before', async () => {
    const chat = new Chat(registry, [sketch(['start -> open'])])
    await chat.says('hi')
    expect(await chat.passes(86_399)).toEqual(['stale-timer'])
    expect(await chat.passes(1)).toEqual([])
    expect(chat.trace).toEqual(['open interrupt dropped'])
    expect(chat.state.session).toBeUndefined()
  })

  it('does not move for messages while it waits for time', async () => {
    const chat = new Chat(registry, [sketch(['start -> nap', 'nap -> bye'])])
    await chat.says('hi')
    expect(await chat.says('hello?')).toEqual([])
    expect(await chat.passes(3600)).toEqual(['Good morning', 'Bye'])
  })

  it('takes the error output of a failing node, else says so and hands over', async () => {
    const wired = new Chat(registry, [sketch(['start -> broken', 'broken.error -> bye'])])
    expect(await wired.says('hi')).toEqual(['Bye'])
    const unwired = new Chat(registry, [sketch(['start -> broken'])])
    expect(await unwired.says('hi')).toEqual(['Something went wrong on our side. A colleague will help you here.'])
    expect(unwired.state.owner).toEqual({ kind: 'queue', since: '2026-11-23T10:00:00.000Z' })
    expect(unwired.state.handOff).toMatchObject({ reason: { code: 'stuck' }, nodeId: 'broken', path: [], answers: [] })
  })

  it('makes a failure of what a handler throws', async () => {
    const chat = new Chat(registry, [sketch(['start -> throws'])])
    await chat.says('hi')
    expect(chat.turns[0]?.steps.at(-1)).toMatchObject({
      did: 'fail',
      outcome: 'failed',
      reason: { code: 'threw', values: { details: 'a slip' } },
    })
  })

  it('stops a loop that waits for nobody and names its nodes', async () => {
    const loop = sketch(['start -> hello1', 'hello1 -> hello2', 'hello2 -> hello3', 'hello3 -> hello2'], (flow) => {
      const names: Record<string, string> = { hello2: 'Menu', hello3: 'Check' }
      for (const node of flow.nodes) node.data.name = names[node.id] ?? ''
    })
    const chat = new Chat(registry, [loop])
    await chat.says('hi')
    expect(chat.turns[0]?.steps).toHaveLength(maxNodesPerTurn + 1)
    expect(chat.turns[0]?.steps.at(-1)?.reason).toEqual({
      code: 'no-end',
      values: { visits: '100', names: 'Menu → Check → Menu' },
    })
    expect(chat.state.owner.kind).toBe('queue')
  })

  it('stops a chain of more nodes than one turn may visit and names its beginning', async () => {
    const lines = Array.from({ length: maxNodesPerTurn }, (_, i) => `hello${i} -> hello${i + 1}`)
    const chat = new Chat(registry, [sketch(['start -> hello0', ...lines])])
    await chat.says('hi')
    expect(chat.turns[0]?.steps.at(-1)).toMatchObject({
      nodeId: 'hello99',
      reason: {
        code: 'no-end',
        values: { visits: '100', names: 'start → hello → hello → hello → hello → hello → hello → hello' },
      },
    })
  })

  it('comes back from a flow it called', async () => {
    const chat = new Chat(registry, [sketch(['start -> visit', 'visit.returned -> bye']), sketch(['start -> ask'])])
    expect(await chat.says('hi')).toEqual(['Yes or no?'])
    expect(chat.state.session?.flowId).toBe('f2')
    expect(await chat.says('yes')).toEqual(['Bye'])
  })
})

describe('global commands', () => {
  it('start the flow over', async () => {
    const chat = new Chat(registry, [sketch(['start -> ask'])])
    await chat.says('hi')
    expect(await chat.says('MENU')).toEqual(['Yes or no?'])
    expect(chat.trace).toEqual(['ask interrupt answered', 'start go:next answered', 'ask wait'])
  })

  it('said in a flow that another called start the outermost over', async () => {
    const chat = new Chat(registry, [
      sketch(['start -> hello', 'hello -> visit', 'visit.returned -> bye']),
      sketch(['start -> ask']),
    ])
    await chat.says('hi')
    expect(await chat.says('menu')).toEqual(['Hello you', 'Yes or no?'])
    expect(chat.trace).toEqual([
      'ask interrupt answered',
      'start go:next answered',
      'hello go:next answered',
      'visit call answered',
      'start go:next answered',
      'ask wait',
    ])
    expect(await chat.says('yes')).toEqual(['Bye'])
  })

  it('of the flow that called count in the called one as well as its own', async () => {
    const outer = sketch(['start -> hello', 'hello -> visit'])
    const inner = sketch(['start -> ask'], (flow) => {
      flow.settings.commands = [{ id: 'person', words: { en: ['person'] }, action: 'hand-off' }]
    })
    const chat = new Chat(registry, [outer, inner])
    await chat.says('hi')
    expect(await chat.says('menu')).toEqual(['Hello you', 'Yes or no?'])
    await chat.says('person')
    expect(chat.trace).toEqual(['ask interrupt handed-off'])
    expect(chat.state.handOff).toMatchObject({ reason: { code: 'asked' }, flowId: 'f2', nodeId: 'ask' })
  })

  it('fetch a person, with what was answered so far', async () => {
    const chat = new Chat(registry, [sketch(['start -> ask', 'ask.yes -> open'])])
    await chat.says('hi')
    await chat.says('yes')
    expect(await chat.says('agent')).toEqual([])
    expect(chat.trace).toEqual(['open interrupt handed-off'])
    expect(chat.state.handOff).toEqual({
      at: '2026-11-23T10:00:00.000Z',
      reason: { code: 'asked' },
      flowId: 'f1',
      flowName: 'Sketch',
      version: 1,
      nodeId: 'open',
      nodeName: 'open',
      path: ['yes'],
      answers: [{ label: 'Agreed', value: 'yes' }],
    })
  })

  it('remember STOP, even while a person owns the chat', async () => {
    const chat = new Chat(registry, [sketch(['start -> person'])])
    await chat.says('hi')
    await chat.says('stop')
    expect(chat.state.contact.optedOut).toBe(true)
    expect(chat.turns.at(-1)?.say.map(({ message }) => message)).toEqual([{ kind: 'text', text: stopped.en, language: 'en' }])
  })

  it('remember STOP in the words of any flow, while a person owns the chat', async () => {
    const chat = new Chat(registry, [sketch(['start -> person'], withoutWords), sketch(['start -> bye'])])
    await chat.says('hi')
    await chat.says('stop')
    expect(chat.state.contact.optedOut).toBe(true)
    expect(chat.state.owner.kind).toBe('queue')
  })

  it('remember STOP when no flow starts with it', async () => {
    const chat = new Chat(registry, [sketch(['start -> bye'], startsWith('parcel'))])
    expect(await chat.says('STOP')).toEqual([stopped.en])
    expect(chat.state).toMatchObject({ contact: { optedOut: true }, owner: { kind: 'flow' } })
    expect(chat.state.handOff).toBeUndefined()
  })

  it('remember STOP when the flow may not start again', async () => {
    const once = sketch(['start -> bye'], (flow) => {
      flow.settings.reentry = { mode: 'once' }
    })
    const chat = new Chat(registry, [once])
    await chat.says('hi')
    expect(await chat.says('stop')).toEqual([stopped.en])
    expect(chat.state).toMatchObject({ contact: { optedOut: true }, owner: { kind: 'flow' } })
  })

  it('remember STOP in the words of another flow than the one that runs', async () => {
    const chat = new Chat(registry, [sketch(['start -> ask'], withoutWords), sketch(['start -> bye'])])
    await chat.says('hi')
    expect(await chat.says('stop')).toEqual([stopped.en])
    expect(chat.trace).toEqual(['ask interrupt dropped'])
    expect(chat.state).toMatchObject({ contact: { optedOut: true }, session: undefined })
  })

  it('of another flow are an answer to the flow that runs, but for STOP', async () => {
    const chat = new Chat(registry, [sketch(['start -> ask'], withoutWords), sketch(['start -> bye'])])
    await chat.says('hi')
    expect(await chat.says('agent')).toEqual(['Again: yes or no?'])
  })

  it('fetch a person, and start nothing, when no flow starts with them', async () => {
    const chat = new Chat(registry, [sketch(['start -> bye'], startsWith('parcel'))])
    expect(await chat.says('menu')).toEqual([])
    expect(chat.state.handOff?.reason).toEqual({ code: 'no-flow' })
    const other = new Chat(registry, [sketch(['start -> bye'], startsWith('parcel'))])
    await other.says('agent')
    expect(other.state.handOff?.reason).toEqual({ code: 'asked' })
  })
})

describe('one owner at a time', () => {
  it('the flow is silent while a person owns the chat', async () => {
    const chat = new Chat(registry, [sketch(['start -> person'])])
    expect(await chat.says('hi')).toEqual(['One moment'])
    expect(chat.state.owner).toEqual({ kind: 'queue', team: 'sales', since: '2026-11-23T10:00:00.000Z' })
    expect(await chat.says('anyone?')).toEqual([])
    await chat.take({ kind: 'agent', action: { do: 'take' }, agentId: 'a1' })
    expect(await chat.says('hello')).toEqual([])
    expect(await chat.take({ kind: 'agent', action: { do: 'reply', text: 'Me', clientId: '1' }, agentId: 'a2' })).toEqual({
      refused: 'not-owner',
      owner: { kind: 'agent', agentId: 'a1', since: '2026-11-23T10:00:00.000Z' },
    })
  })

  it('an agent who breaks into a flow pauses it; handed back, the node asks afresh', async () => {
    const chat = new Chat(registry, [sketch(['start -> ask', 'ask.yes -> bye'])])
    await chat.says('hi')
    await chat.take({ kind: 'agent', action: { do: 'take' }, agentId: 'a1' })
    expect(chat.trace).toEqual(['ask interrupt handed-off'])
    expect(await chat.passes(60)).toEqual(['stale-timer'])
    await chat.take({ kind: 'agent', action: { do: 'hand-back' }, agentId: 'a1' })
    expect(chat.trace).toEqual(['ask wait'])
    expect(await chat.says('yes')).toEqual(['Bye'])
  })

  it('an answer from the vendor’s own app ends the visit that waits; handed back, the node asks afresh', async () => {
    const chat = new Chat(registry, [sketch(['start -> ask', 'ask.yes -> bye'])])
    await chat.says('hi')
    await chat.answersElsewhere()
    expect(chat.trace).toEqual(['ask interrupt handed-off'])
    expect(chat.state).toMatchObject({ owner: { kind: 'queue' }, handOff: { reason: { code: 'answered-elsewhere' } } })
    expect(await chat.passes(60)).toEqual(['stale-timer'])
    await chat.answersElsewhere()
    await chat.take({ kind: 'agent', action: { do: 'take' }, agentId: 'a1' })
    expect(chat.trace).toEqual([])
    await chat.take({ kind: 'agent', action: { do: 'hand-back' }, agentId: 'a1' })
    expect(chat.trace).toEqual(['ask wait'])
  })

  it('closing a chat ends a visit that still waits, once', async () => {
    const chat = new Chat(registry, [sketch(['start -> ask', 'ask.yes -> bye'])])
    await chat.says('hi')
    // As it was saved by a program that did not end the visit.
    chat.state.owner = { kind: 'queue', since: chat.turns[0]?.state.lastInboundAt as string }
    await chat.take({ kind: 'agent', action: { do: 'close' }, agentId: 'a1' })
    expect(chat.trace).toEqual(['ask interrupt handed-off'])
    const paused = new Chat(registry, [sketch(['start -> ask', 'ask.yes -> bye'])])
    await paused.says('hi')
    await paused.answersElsewhere()
    await paused.take({ kind: 'agent', action: { do: 'close' }, agentId: 'a1' })
    expect(paused.trace).toEqual([])
  })

  it('a closed chat begins anew with the next message', async () => {
    const chat = new Chat(registry, [sketch(['start -> person'])])
    await chat.says('hi')
    await chat.take({ kind: 'agent', action: { do: 'take' }, agentId: 'a1' })
    await chat.take({ kind: 'agent', action: { do: 'close' }, agentId: 'a1' })
    expect(chat.state.status).toBe('closed')
    expect(await chat.says('me again')).toEqual(['One moment'])
    expect(chat.state.status).toBe('open')
  })

  it('a message no flow answers waits for a person', async () => {
    const once = sketch(['start -> bye'], (flow) => {
      flow.settings.reentry = { mode: 'once' }
    })
    const chat = new Chat(registry, [once])
    expect(await chat.says('hi')).toEqual(['Bye'])
    expect(await chat.says('hi')).toEqual([])
    expect(chat.state.owner.kind).toBe('queue')
  })
})

it('the same input gives the same turn, ids included', async () => {
  const flow = sketch(['start -> hello', 'hello -> ask', 'ask.yes -> bye'])
  const [one, two] = [new Chat(registry, [flow]), new Chat(registry, [flow])]
  for (const chat of [one, two]) for (const text of ['hi', 'maybe', 'yes', 'hi']) await chat.says(text)
  expect(one.turns).toEqual(two.turns)
})

describe('what a visit asks of other services', () => {
  const asked: string[] = []
  const calling = new Map(registry)
    .set(
      ...fakeNode('call', {
        enter: (visit) => go('next', { note: { code: String(asked.push(visit.services.idempotencyKey())) } }),
      }),
    )
    .set(
      ...fakeNode('retry', {
        enter: () => wait({}, says('Again?')),
        resume: (visit) => go('next', { note: { code: String(asked.push(visit.services.idempotencyKey())) } }),
      }),
    )
    .set(
      ...fakeNode('order', {
        enter: (visit) => wait({}, { note: { code: String(asked.push(visit.services.idempotencyKey())) } }),
        resume: () => go('next'),
      }),
    )
  const writes = (id: string): TurnEvent => {
    const message = { id, channelId: 'ch', from: { externalId: 'someone' }, at: '2026-11-23T10:00:00.000Z' }
    return { kind: 'message', message: { ...message, content: { kind: 'text', text: 'hi' } } }
  }
  const does = (action: AgentAction): TurnEvent => ({ kind: 'agent', agentId: 'a', action })
  const flow = sketch(['start -> call1', 'call1 -> call2', 'call2 -> retry', 'retry -> call3', 'call3 -> bye'])
  /** The keys of a conversation in which `before` turns of an agent come first. */
  const keys = async (before: number): Promise<string[]> => {
    asked.length = 0
    const chat = new Chat(calling, [flow])
    for (let note = 0; note < before; note++) await chat.take(does({ do: 'note', text: 'Hm', clientId: `n${note}` }))
    for (const id of ['wamid.A=', 'wamid.B=']) await chat.take(writes(id))
    return [...asked]
  }

  it('goes under a name of its own each time', async () => {
    const all = await keys(0)
    expect(all).toHaveLength(4)
    expect(new Set(all).size).toBe(4)
  })

  it('goes under the same name when the message is taken later, under another turn’s number', async () => {
    const [first, second] = await keys(0)
    expect((await keys(1)).slice(0, 2)).toEqual([first, second])
  })

  it('goes under another name when the message is taken from a newer state and comes to another node', async () => {
    const keyOf = async (...lines: string[]) => {
      asked.length = 0
      await new Chat(calling, [sketch(lines)]).take(writes('wamid.A='))
      return asked[0]
    }
    expect(await keyOf('start -> call1', 'call1 -> bye')).not.toBe(await keyOf('start -> call2', 'call2 -> bye'))
  })

  it('goes under the same name when a chat that is handed back is taken later, and under another the next time', async () => {
    const handedBack = async (notes: number): Promise<string[]> => {
      const chat = new Chat(calling, [sketch(['start -> order', 'order -> bye'])])
      await chat.take(writes('wamid.A='))
      asked.length = 0
      for (let time = 0; time < 2; time++) {
        chat.now += 1_000
        await chat.take(does({ do: 'take' }))
        for (let note = 0; note < notes; note++) await chat.take(does({ do: 'note', text: 'Hm', clientId: `n${note}` }))
        await chat.take(does({ do: 'hand-back' }))
      }
      return [...asked]
    }
    const [first, second] = await handedBack(0)
    expect(await handedBack(1)).toEqual([first, second])
    expect(second).not.toBe(first)
  })
})

describe('the chat is opened', () => {
  const greeting = (flow: Flow): void => {
    startsWhenOpened(flow)
    withoutWords(flow)
  }
  const greets = ['start -> hello', 'hello -> ask', 'ask.yes -> bye', 'ask.silent -> person']

  it('and a flow that greets begins, so that nobody meets an empty page', async () => {
    const chat = new Chat(registry, [sketch(greets, greeting)])
    expect(await chat.opens()).toEqual(['Hello you', 'Yes or no?'])
    expect(chat.state.inbound).toBe(0)
    expect(await chat.says('yes')).toEqual(['Bye'])
  })

  it('and no other flow begins', async () => {
    const chat = new Chat(registry, [sketch(greets), sketch(greets, startsWith('hi'))])
    expect(await chat.opens()).toEqual(['nothing-to-do'])
  })

  it('while a flow runs: nothing is said twice', async () => {
    const chat = new Chat(registry, [sketch(greets, greeting)])
    await chat.opens()
    expect(await chat.opens('2026-11-24')).toEqual(['nothing-to-do'])
  })

  it('by somebody who is with a person, or said STOP: the flow keeps quiet', async () => {
    const chat = new Chat(registry, [sketch(greets, greeting)])
    chat.state.owner = { kind: 'queue', since: '2026-11-23T10:00:00.000Z' }
    expect(await chat.opens()).toEqual(['nothing-to-do'])
    chat.state.owner = { kind: 'flow' }
    chat.state.contact.optedOut = true
    expect(await chat.opens()).toEqual(['nothing-to-do'])
  })

  it('and nothing is written: no reminder follows and nobody is called, but who wrote is waited for like everybody', async () => {
    const chat = new Chat(registry, [sketch(greets, greeting)])
    await chat.opens()
    expect(await chat.passes(60)).toEqual([])
    expect(chat.trace).toEqual(['ask interrupt only-opened'])
    expect(chat.state.owner).toEqual({ kind: 'flow' })
    await chat.opens('2026-11-24')
    expect(await chat.says('what?')).toEqual(['Again: yes or no?'])
    await chat.passes(60)
    expect([chat.trace[0], chat.state.owner.kind]).toEqual(['ask go:silent timed-out', 'queue'])
  })
})

describe('a channel with a window', () => {
  const hears = async (chat: Chat, at: string, id: string) => {
    await chat.take({
      kind: 'message',
      message: { id, channelId: 'ch', from: { externalId: 'someone' }, at, content: { kind: 'text', text: 'hi' } },
    })
    return chat.state.windowUntil
  }

  it('opens it for what is left since the message was sent, and an older message does not close it again', async () => {
    const chat = new Chat(registry, [sketch(['start -> hello'])])
    expect(await hears(chat, '2026-11-23T07:00:00.000Z', 'a')).toBe('2026-11-24T07:00:00.000Z')
    expect(await hears(chat, '2026-11-23T06:00:00.000Z', 'b')).toBe('2026-11-24T07:00:00.000Z')
    expect(await hears(chat, '2026-11-23T18:00:00.000Z', 'a clock ahead of ours')).toBe('2026-11-24T10:00:00.000Z')
  })

  it.each([
    { kind: 'edited', original: 'm0', text: 'A colleague was here' },
    { kind: 'deleted', original: 'm0' },
    { kind: 'reaction', to: 'm0', emoji: '👍' },
  ] as const)('has no person in a chat because of what is $kind in the vendor’s app', async (content) => {
    const chat = new Chat(registry, [sketch(['start -> hello', 'hello -> ask'])])
    await chat.says('hi')
    const message = { id: 'e', channelId: 'ch', from: { externalId: 'shop' }, at: '2026-11-23T10:00:00.000Z', content }
    await chat.take({ kind: 'echo', message })
    expect(chat.state.owner).toEqual({ kind: 'flow' })
  })
})

describe('too many chats of a network wait already', () => {
  const crowdedMessage = (text: string): TurnEvent => ({
    kind: 'message',
    message: {
      id: `m${text}`,
      channelId: 'ch',
      from: { externalId: 'someone' },
      at: '2026-11-23T10:00:00.000Z',
      content: { kind: 'text', text },
      crowded: true,
    },
  })
  const saidIn = (taken: Awaited<ReturnType<Chat['take']>>) =>
    'refused' in taken ? [taken.refused] : taken.say.map(({ message }) => ('text' in message ? message.text : message.kind))

  it('who asks for a person hears so kindly, in their language, and stays where they are', async () => {
    const chat = new Chat(registry, [sketch(['start -> ask', 'ask.yes -> bye'])])
    await chat.says('hi')
    chat.state.language = 'vi-VN'
    expect(saidIn(await chat.take(crowdedMessage('agent')))).toEqual([
      'Hiện có rất nhiều người đang chờ nhân viên. Vui lòng thử lại sau vài phút; nội dung bạn viết vẫn được giữ.',
    ])
    expect([chat.state.owner.kind, chat.state.session?.at?.nodeId]).toEqual(['flow', 'ask'])
    expect(await chat.says('yes')).toEqual(['Bye'])
  })

  it('the node that hands over has failed, and the flow begins again with the next message', async () => {
    const chat = new Chat(registry, [sketch(['start -> ask', 'ask.yes -> person'], withoutWords)])
    await chat.says('hi')
    const [first] = saidIn(await chat.take(crowdedMessage('yes')))
    expect([first, chat.trace]).toEqual(['One moment', ['ask go:yes answered', 'person end failed']])
    expect([chat.state.owner.kind, chat.turns.at(-1)?.effects]).toEqual(['flow', [{ kind: 'turned-away' }]])
    expect(await chat.says('hi')).toEqual(['Yes or no?'])
  })
})
