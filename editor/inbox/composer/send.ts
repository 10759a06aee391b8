import type { Me } from '#schemas/api/accounts.ts'
import { addNote, reply } from '../../api/conversations.ts'
import { keys } from '../../api/keys.ts'
import { queries } from '../../api/queries.ts'
import { ApiError, sentenceOf } from '../../api/request.ts'
import { freshId } from '../../document/ids.ts'
import { addUnsent, changeUnsent, desk, dropUnsent, type Unsent } from '../desk.ts'
import { keepTurn } from '../thread/use-turns.ts'

/** What one person writes in one chat. */
type Sender = Pick<Unsent, 'conversationId' | 'userId'>

/** Conversations whose messages are on their way: one after the other, so that they arrive as they were written. */
const busy = new Set<string>()
const retryMs = 5_000
let later: ReturnType<typeof setTimeout> | undefined

/** Shows a message at once and sends it; `clientId` makes a repeat harmless. */
export function send(message: Pick<Unsent, 'workspaceId' | 'conversationId' | 'userId' | 'kind' | 'text'>): void {
  addUnsent({ ...message, clientId: freshId() + freshId(), at: new Date().toISOString(), state: 'sending' })
  sendAll(message)
}

export function sendAgain(message: Unsent): void {
  changeUnsent(message.clientId, { state: 'sending' })
  sendAll(message)
}

/** Takes up what waited for a connection, or was cut off by a reload. */
export function sendWaiting(userId: string): void {
  for (const one of desk.getState().unsent) if (one.userId === userId && one.state !== 'failed') sendAll(one)
}

/** What waits goes along, and first: it was written before. */
function sendAll(sender: Sender): void {
  changeAll(sender, 'waiting', 'sending')
  void deliver(sender)
}

async function deliver(sender: Sender): Promise<void> {
  if (busy.has(sender.conversationId)) return
  busy.add(sender.conversationId)
  try {
    for (let next = firstOf(sender); next; next = firstOf(sender)) await deliverOne(next)
  } finally {
    busy.delete(sender.conversationId)
  }
}

async function deliverOne(message: Unsent): Promise<void> {
  const { workspaceId, conversationId, clientId, kind, text } = message
  const post = kind === 'reply' ? reply : addNote
  try {
    const { turn } = await post(workspaceId, conversationId, text, clientId)
    keepTurn(workspaceId, conversationId, turn)
    dropUnsent(clientId)
  } catch (error) {
    if (error instanceof ApiError && error.status === 0) return waitAll(message)
    const code = error instanceof ApiError ? error.code : 'unknown'
    changeUnsent(clientId, { state: 'failed', problem: { code, sentence: sentenceOf(error) } })
  }
}

const ofSender = ({ conversationId, userId }: Sender, state: Unsent['state']): Unsent[] =>
  desk.getState().unsent.filter((one) => one.conversationId === conversationId && one.userId === userId && one.state === state)

const firstOf = (sender: Sender): Unsent | undefined => ofSender(sender, 'sending')[0]

function changeAll(sender: Sender, from: Unsent['state'], to: Unsent['state']): void {
  for (const { clientId } of ofSender(sender, from)) changeUnsent(clientId, { state: to })
}

/** Without a connection the rest waits too, behind this one, as long as the same person is here. */
function waitAll(sender: Sender): void {
  changeAll(sender, 'sending', 'waiting')
  clearTimeout(later)
  later = setTimeout(() => {
    if (queries.getQueryData<Me>(keys.me)?.user.id === sender.userId) sendWaiting(sender.userId)
  }, retryMs)
}
