import { describe, expect, it } from 'vitest'
import { go, type NodeType, wait } from '#nodes/contract.ts'
import { Chat, fakeNode, sketch } from './testing.ts'
import { nextDue } from './timers.ts'

const registry = new Map<string, NodeType>([
  fakeNode('start', { enter: () => go('next') }),
  fakeNode('pause', { enter: () => wait({ for: 'time', seconds: 600 }), resume: () => go('next') }),
  fakeNode('told', { enter: () => go('next', { say: [{ kind: 'text', text: 'Time is up.' }] }) }),
])
const flow = sketch(['start -> pause', 'pause -> told'])
const agent = (action: object) => ({ kind: 'agent', agentId: 'ada', action }) as Parameters<Chat['take']>[0]
const remind = (minutes: number, text = 'Call her') =>
  agent({ do: 'remind', at: `2026-11-23T10:${String(minutes).padStart(2, '0')}:00.000Z`, text, clientId: text })

/** A flow waits ten minutes. */
async function aWait(): Promise<Chat> {
  const chat = new Chat(registry, [flow])
  await chat.says('hi')
  return chat
}

describe('a chat with several timers', () => {
  it('has each ring at its own time, whatever the others do', async () => {
    const chat = await aWait()
    await chat.take(remind(5, 'Early'))
    await chat.take(remind(20, 'Late'))
    const rung: string[] = []
    for (let next = nextDue(chat.state); next; next = nextDue(chat.state)) {
      chat.now = Date.parse(next.at)
      const taken = await chat.take(next.event)
      if ('refused' in taken) throw new Error(taken.refused)
      rung.push(
        [
          next.at.slice(11, 16),
          ...taken.say.map(({ message }) => 'text' in message && message.text),
          ...taken.effects.flatMap((effect) => (effect.kind === 'remind' ? [effect.text] : [])),
        ].join(' '),
      )
    }
    expect(rung).toEqual(['10:05 Early', '10:10 Time is up.', '10:20 Late'])
    expect(chat.state.timers).toBeUndefined()
  })

  it('knows no timer that rang, was cancelled, or comes too early', async () => {
    const chat = await aWait()
    await chat.take(remind(5))
    const { id } = chat.state.timers?.[0] ?? { id: '' }
    const due = { kind: 'due', of: 'reminder', id } as const
    expect(await chat.take(due)).toMatchObject({ refused: 'stale-timer' })
    chat.now += 300_000
    expect(await chat.take(due)).toMatchObject({ effects: [{ kind: 'timer', id }, { kind: 'remind' }] })
    expect(await chat.take(due)).toMatchObject({ refused: 'stale-timer' })
    await chat.take(remind(59))
    const second = chat.state.timers?.[0]?.id
    expect(await chat.take(agent({ do: 'cancel-reminder', id: second }))).toMatchObject({
      effects: [{ kind: 'timer', id: second }],
    })
    expect(await chat.take(agent({ do: 'cancel-reminder', id: second }))).toMatchObject({ refused: 'nothing-to-do' })
  })

  it('has no more than twenty reminders', async () => {
    const chat = await aWait()
    for (let i = 0; i < 20; i++) await chat.take(remind(i + 20, `${i}`))
    expect(await chat.take(remind(50))).toMatchObject({ refused: 'too-many' })
    expect(chat.state.timers).toHaveLength(20)
  })
})

describe('a reminder', () => {
  it('opens a chat that was closed again, for whoever wanted it', async () => {
    const chat = await aWait()
    await chat.take(agent({ do: 'take' }))
    await chat.take(remind(30))
    await chat.take(agent({ do: 'close' }))
    chat.now = Date.parse('2026-11-23T10:30:00.000Z')
    await chat.take(nextDue(chat.state)?.event ?? agent({}))
    expect(chat.state).toMatchObject({ status: 'open', owner: { kind: 'agent', agentId: 'ada' } })
  })

  it('opens it with what was known of it, as whoever opens it again by hand does', async () => {
    const chat = await aWait()
    const handOff = {
      at: '2026-11-23T10:00:00.000Z',
      reason: { code: 'asked' },
      team: 'orders',
      path: ['Track'],
      answers: [],
    } as const
    chat.state.handOff = { ...handOff, path: [...handOff.path], answers: [] }
    await chat.take(agent({ do: 'take' }))
    await chat.take(remind(30))
    await chat.take(agent({ do: 'close' }))
    chat.now = Date.parse('2026-11-23T10:30:00.000Z')
    await chat.take(nextDue(chat.state)?.event ?? agent({}))
    expect(chat.state.handOff).toEqual(handOff)
  })

  it('leaves an open chat as it is', async () => {
    const chat = await aWait()
    await chat.take(remind(5))
    const { owner, session } = chat.state
    chat.now += 300_000
    await chat.take(nextDue(chat.state)?.event ?? agent({}))
    expect(chat.state).toMatchObject({ owner, session })
  })
})
