import { describe, expect, it } from 'vitest'
import { go, type NodeType, wait } from '#nodes/contract.ts'
import type { TurnEvent } from '#schemas/turn.ts'
import { assignmentIn } from './assign.ts'
import { Chat, fakeNode, sketch } from './testing.ts'

const registry = new Map<string, NodeType>([
  fakeNode('start', { enter: () => go('next') }),
  fakeNode('ask', { enter: () => wait({ seconds: 60 }), resume: () => go('next') }),
])
const flow = sketch(['start -> ask'])
const act = (action: object, agentId = 'ada') => ({ kind: 'agent', agentId, action }) as TurnEvent
const assign = (to: string | undefined, from?: string): TurnEvent => ({
  kind: 'assign',
  by: 'ada',
  to: to === undefined ? { kind: 'queue' } : { kind: 'agent', agentId: to },
  ...(from ? { from } : {}),
  why: to === 'ada' ? 'taken' : 'handed-over',
})

async function aChat(...events: TurnEvent[]): Promise<Chat> {
  const chat = new Chat(registry, [flow])
  await chat.says('hi')
  for (const event of events) await chat.take(event)
  return chat
}

describe('a chat that is given to somebody', () => {
  it('comes to the same whether it is taken or assigned to oneself', async () => {
    const [taken, assigned] = [await aChat(act({ do: 'take' })), await aChat(assign('ada'))]
    expect(assigned.state).toEqual(taken.state)
    expect(assigned.turns.at(-1)?.steps).toEqual(taken.turns.at(-1)?.steps)
  })

  it('is handed over to a colleague, and waits again where nobody is named', async () => {
    const chat = await aChat(act({ do: 'take' }), assign('ben', 'ada'))
    expect(chat.state.owner).toMatchObject({ kind: 'agent', agentId: 'ben' })
    await chat.take(assign(undefined, 'ben'))
    expect(chat.state.owner).toMatchObject({ kind: 'queue' })
  })

  it('goes on waiting from when it began, whichever team it is given to', async () => {
    const toTeam = (team: string): TurnEvent => ({ kind: 'assign', by: 'ada', to: { kind: 'queue', team }, why: 'handed-over' })
    const chat = await aChat(toTeam('orders'))
    const { since } = chat.state.owner as { since: string }
    await chat.passes(600)
    await chat.take(toTeam('sales'))
    expect(chat.state.owner).toEqual({ kind: 'queue', team: 'sales', since })
  })

  it('is the team’s it was given to last, also once one of them answers', async () => {
    const toTeam = (team: string, from?: string): TurnEvent => ({
      kind: 'assign',
      by: 'ada',
      to: { kind: 'queue', team },
      ...(from ? { from } : {}),
      why: 'handed-over',
    })
    const chat = await aChat()
    chat.state.handOff = { at: '2026-11-23T10:00:00.000Z', reason: { code: 'asked' }, team: 'orders', path: [], answers: [] }
    await chat.take(act({ do: 'take' }))
    await chat.take(toTeam('sales', 'ada'))
    await chat.take(act({ do: 'take' }, 'ben'))
    expect(chat.state).toMatchObject({ owner: { agentId: 'ben' }, handOff: { team: 'sales' } })
  })

  it('is not taken from somebody who was quicker', async () => {
    const chat = await aChat(act({ do: 'take' }, 'cy'))
    expect(await chat.take(assign('ben'))).toMatchObject({ refused: 'not-owner', owner: { agentId: 'cy' } })
    expect(await chat.take(assign('cy', 'cy'))).toMatchObject({ refused: 'nothing-to-do' })
  })

  it('says that a message reached nobody until an agent writes again', async () => {
    const chat = await aChat(act({ do: 'take' }), { kind: 'delivery-failed', said: 'c.00000001.0' })
    expect(chat.state.undelivered).toMatchObject({ said: 'c.00000001.0' })
    await chat.take(act({ do: 'note', text: 'Call him', clientId: 'n1' }))
    expect(chat.state.undelivered).toBeDefined()
    await chat.take(act({ do: 'reply', text: 'Here it is', clientId: 'r1' }))
    expect(chat.state.undelivered).toBeUndefined()
  })

  it('says by whom, to whom and why, in the words of every release', () => {
    const ada = { kind: 'agent', agentId: 'ada' }
    expect([
      assignmentIn(act({ do: 'take', from: 'ben' })),
      assignmentIn(act({ do: 'release' })),
      assignmentIn(act({ do: 'reopen' })),
      assignmentIn(assign('ben', 'ada')),
      assignmentIn(act({ do: 'close' })),
    ]).toEqual([
      { by: 'ada', to: ada, from: 'ben', why: 'taken' },
      { by: 'ada', to: { kind: 'queue' }, from: 'ada', why: 'left' },
      { by: 'ada', to: ada, why: 'reopened' },
      { by: 'ada', to: { kind: 'agent', agentId: 'ben' }, from: 'ada', why: 'handed-over' },
      undefined,
    ])
  })
})
