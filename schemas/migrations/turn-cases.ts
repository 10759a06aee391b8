import type { Migration } from './migration.ts'

type Json = Record<string, unknown>

/**
 * To schemaVersion 3. Before it nothing was counted in a conversation: all of its history is its first case. That is open while somebody
 * had the chat or a node waited; else nobody did anything more about it after this turn. Its times are as near as the state says.
 */
export const firstCase: Migration = (turn) => {
  const { state } = turn
  if (!isObject(state) || state.case !== undefined) return turn
  const owner = isObject(state.owner) ? state.owner.kind : 'flow'
  if (!(Number(state.inbound) > 0) && owner === 'flow') return turn
  const session = isObject(state.session) ? state.session : {}
  const isOpen = state.status === 'open' && (owner !== 'flow' || session.at !== undefined)
  const times = [...startsIn(state.past), session.startedAt, state.lastInboundAt, turn.at].filter((at) => typeof at === 'string')
  const at = turn.at ?? state.lastInboundAt ?? ''
  const closed = { at, code: state.status === 'closed' ? 'agent' : 'quiet' }
  const first = { number: 1, openedAt: times.sort()[0] ?? '', first: 1, turn: 0, lifted: true, ...(isOpen ? {} : { closed }) }
  return { ...turn, case: 1, state: { ...state, case: first } }
}

const startsIn = (past: unknown): unknown[] =>
  isObject(past) ? Object.values(past).map((start) => isObject(start) && start.startedAt) : []

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)
