import { addNote, reply } from '../api/conversations.ts'
import { ApiError, sentenceOf } from '../api/request.ts'
import { freshId } from '../document/ids.ts'
import { addUnsent, changeUnsent, desk, dropUnsent, type Unsent } from './desk.ts'
import { keepTurn } from './use-turns.ts'

/** Conversations whose messages are on their way: one after the other, so that they arrive as they were written. */
const busy = new Set<string>()

/** Shows a message at once and sends it; `clientId` makes a repeat harmless. */
export function send(message: Pick<Unsent, 'workspaceId' | 'conversationId' | 'userId' | 'kind' | 'text'>): void {
  addUnsent({ ...message, clientId: freshId() + freshId(), at: new Date().toISOString(), state: 'sending' })
  void deliver(message.conversationId)
}

export function sendAgain({ clientId, conversationId }: Unsent): void {
  changeUnsent(clientId, { state: 'sending' })
  void deliver(conversationId)
}

/** Takes up what waited for a connection, or was cut off by a reload. */
export function sendWaiting(userId: string): void {
  for (const one of desk.getState().unsent) if (one.userId === userId && one.state !== 'failed') sendAgain(one)
}

async function deliver(conversationId: string): Promise<void> {
  if (busy.has(conversationId)) return
  busy.add(conversationId)
  try {
    for (let next = firstOf(conversationId); next; next = firstOf(conversationId)) await deliverOne(next)
  } finally {
    busy.delete(conversationId)
  }
}

async function deliverOne({ workspaceId, conversationId, clientId, kind, text }: Unsent): Promise<void> {
  const post = kind === 'reply' ? reply : addNote
  try {
    const { turn } = await post(workspaceId, conversationId, text, clientId)
    keepTurn(workspaceId, conversationId, turn)
    dropUnsent(clientId)
  } catch (error) {
    if (error instanceof ApiError && error.status === 0) return waitAll(conversationId)
    const code = error instanceof ApiError ? error.code : 'unknown'
    changeUnsent(clientId, { state: 'failed', problem: { code, sentence: sentenceOf(error) } })
  }
}

const firstOf = (conversationId: string): Unsent | undefined =>
  desk.getState().unsent.find((one) => one.conversationId === conversationId && one.state === 'sending')

/** Without a connection the rest waits too, behind this one. */
function waitAll(conversationId: string): void {
  for (const one of desk.getState().unsent)
    if (one.conversationId === conversationId && one.state === 'sending') changeUnsent(one.clientId, { state: 'waiting' })
}
