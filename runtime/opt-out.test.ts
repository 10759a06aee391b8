import { describe, expect, it } from 'vitest'
import { go, type NodeType, wait } from '#nodes/contract.ts'
import { askStop, earlierQuestion, goesOn, started, stopped } from '#schemas/opt-out-words.ts'
import { Chat, fakeNode, sketch } from './testing.ts'

const registry = new Map<string, NodeType>([
  fakeNode('start', { enter: () => go('next') }),
  fakeNode(
    'ask',
    {
      enter: (visit) =>
        wait({ seconds: 60, memory: { tries: 0 } }, { say: [{ kind: 'text', text: `${visit.node.id}: yes or no?` }] }),
      resume: (_, event) => {
        if (event.kind === 'timeout') return go('silent')
        const { content } = event
        const said = content.kind === 'text' ? content.text : content.kind === 'choice' ? content.id : ''
        return go('next', { set: { answer: said } })
      },
    },
    [{ name: 'next' }, { name: 'silent', kind: 'no-answer' }],
  ),
  fakeNode('still', {
    enter: () => wait({ memory: {} }, { say: [{ kind: 'text', text: 'Still there?' }] }),
    resume: () => go('next'),
  }),
  fakeNode('pause', { enter: () => wait({ for: 'time', seconds: 600 }), resume: () => go('next') }),
  fakeNode('late', { enter: () => wait({ for: 'time', seconds: 7200 }), resume: () => go('next') }),
  fakeNode('told', { enter: () => go('next', { say: [{ kind: 'text', text: 'Here it is.' }] }) }),
  fakeNode('person', { enter: () => ({ next: 'hand-off', reason: 'Asked' }) }),
])
const flow = sketch(['start -> ask1', 'ask1.next -> ask2', 'ask1.silent -> still'])
const take = { kind: 'agent', action: { do: 'take' }, agentId: 'a1' } as const

describe('a misspelt STOP', () => {
  it('asks “Stop our messages?” and obeys a yes', async () => {
    const chat = new Chat(registry, [flow])
    await chat.says('hi')
    expect(await chat.says('stpo')).toEqual([askStop.en])
    expect(chat.turns.at(-1)?.say[0]?.message).toMatchObject({
      kind: 'choices',
      choices: [{ label: 'Yes' }, { label: 'No' }],
    })
    expect(chat.state.contact.optedOut).toBeUndefined()
    expect(await chat.says('yes please')).toEqual([stopped.en])
    expect(chat.state).toMatchObject({ contact: { optedOut: true }, session: undefined, confirming: undefined })
    expect(chat.trace).toEqual(['ask1 interrupt dropped'])
  })

  it('goes on where the chat was after a no, with the question asked again and no visit counted', async () => {
    const chat = new Chat(registry, [flow])
    await chat.says('hi')
    const before = chat.state.session?.at
    await chat.says('sotp')
    expect(await chat.sends({ kind: 'choice', id: 'alur-stop-no', label: 'No' })).toEqual([goesOn.en, 'ask1: yes or no?'])
    expect(chat.state.session?.at).toEqual(before)
    expect(chat.trace).toEqual(['ask1 wait'])
    expect(await chat.says('blue')).toEqual(['ask2: yes or no?'])
    expect(chat.state.session?.variables).toEqual({ answer: 'blue' })
  })

  it('is forgotten when the person talks of something else', async () => {
    const chat = new Chat(registry, [flow])
    await chat.says('hi')
    await chat.says('stopp')
    expect(await chat.says('my parcel')).toEqual(['ask2: yes or no?'])
    expect(await chat.says('yes')).toEqual([])
    expect(chat.state.contact.optedOut).toBeUndefined()
  })

  it('is an answer like any other to whoever has stopped already', async () => {
    const chat = new Chat(registry, [flow])
    await chat.says('hi')
    await chat.says('stop')
    await chat.says('hi')
    expect(await chat.says('stpo')).toEqual(['ask2: yes or no?'])
  })
})

describe('START', () => {
  it('takes STOP back, and is answered', async () => {
    const chat = new Chat(registry, [flow])
    await chat.says('hi')
    await chat.says('stop')
    expect(await chat.says('START')).toEqual([started.en])
    expect(chat.state).toMatchObject({ contact: { optedOut: false }, session: undefined })
    expect(chat.turns.at(-1)?.effects).toEqual([{ kind: 'set-contact', contact: { optedOut: false } }])
    expect(await chat.says('start')).toEqual(['ask1: yes or no?'])
  })

  it.each(['開始', '开始', 'ابدأ', 'เริ่ม', 'bắt đầu', 'bat dau', 'mulai'])('is also %s', async (word) => {
    const chat = new Chat(registry, [flow])
    await chat.says('hi')
    await chat.says('stop')
    await chat.says(word)
    expect(chat.state.contact.optedOut).toBe(false)
  })

  it.each(['queue', 'agent'])('and STOP are answered in the hands of the %s, too', async (owner) => {
    const chat = new Chat(registry, [sketch(['start -> person'])])
    await chat.says('hi')
    if (owner === 'agent') await chat.take(take)
    expect(await chat.says('stop')).toEqual([stopped.en])
    expect(chat.state.contact.optedOut).toBe(true)
    expect(await chat.says('start')).toEqual([started.en])
    expect(chat.state.contact.optedOut).toBe(false)
    expect(chat.state.owner.kind).toBe(owner)
  })
})

describe('after STOP', () => {
  const stoppedAnd = async (lines: string[]) => {
    const chat = new Chat(registry, [sketch(lines)])
    await chat.says('hi')
    await chat.says('stop')
    return chat
  }

  it('nobody asks “still there?”, though the person wrote again', async () => {
    const chat = await stoppedAnd(['start -> ask1', 'ask1.silent -> still'])
    expect(await chat.says('hello')).toEqual(['ask1: yes or no?'])
    expect(await chat.passes(60)).toEqual([])
    expect(chat.trace).toEqual(['ask1 interrupt dropped'])
    expect(chat.state.session).toBeUndefined()
  })

  it('a flow that was open when a person took the chat is not asked on when it is handed back', async () => {
    const chat = new Chat(registry, [flow])
    await chat.says('hi')
    await chat.take(take)
    await chat.says('stop')
    const back = await chat.take({ kind: 'agent', action: { do: 'hand-back' }, agentId: 'a1' })
    expect('say' in back && back.say).toEqual([])
    expect(chat.state.session).toBeUndefined()
  })

  it('what the person asked for and waits for still comes, but nothing hours later', async () => {
    const soon = await stoppedAnd(['start -> pause', 'pause -> told'])
    await soon.says('hello')
    expect(await soon.passes(600)).toEqual(['Here it is.'])
    const later = await stoppedAnd(['start -> late', 'late -> told'])
    await later.says('hello')
    expect(await later.passes(7200)).toEqual([])
  })

  it('what WhatsApp’s own switch says is remembered like STOP and START, opens no window and stops no chat', async () => {
    const chat = new Chat(registry, [flow])
    await chat.says('hi')
    const { inbound, session } = chat.state
    expect(await chat.sends({ kind: 'system', what: 'marketing-stopped', text: '' })).toEqual([])
    expect(chat.state).toMatchObject({ contact: { optedOut: true }, inbound, session })
    await chat.sends({ kind: 'system', what: 'marketing-resumed', text: '' })
    expect(chat.state.contact.optedOut).toBe(false)
  })
})

describe('a tapped choice', () => {
  const tap = (chat: Chat, id: string, turn: number) =>
    chat.sends({ kind: 'choice', id, label: id }, `c.${String(turn).padStart(8, '0')}.0`)

  it('of an earlier question is no answer to this one: it asks again kindly and costs no try', async () => {
    const chat = new Chat(registry, [flow])
    await chat.says('hi')
    await chat.says('blue')
    const before = chat.state.session
    expect(await tap(chat, 'no', 1)).toEqual([earlierQuestion.en, 'ask2: yes or no?'])
    expect(chat.state.session).toEqual(before)
    expect(chat.trace).toEqual(['ask2 wait'])
  })

  it('of the open question is its answer, also after it was asked again', async () => {
    const chat = new Chat(registry, [flow])
    await chat.says('hi')
    await chat.says('blue')
    await tap(chat, 'no', 1)
    await tap(chat, 'yes', 3)
    expect(chat.trace).toEqual(['ask2 go:next answered'])
    const first = new Chat(registry, [flow])
    await first.says('hi')
    expect(await tap(first, 'yes', 1)).toEqual(['ask2: yes or no?'])
  })

  it('is read by its id and label where nobody knows which message offered it', async () => {
    const chat = new Chat(registry, [flow])
    await chat.says('hi')
    expect(await chat.sends({ kind: 'choice', id: 'yes', label: 'Yes' })).toEqual(['ask2: yes or no?'])
  })
})
