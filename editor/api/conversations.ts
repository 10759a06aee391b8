import type { CaseView } from '#schemas/api/cases.ts'
import type { ClosingView } from '#schemas/api/closings.ts'
import type { ConversationDetail, ConversationView, FoundMessage, InboxCounts } from '#schemas/api/inbox.ts'
import type { Listing } from '#schemas/api/shape.ts'
import type { TurnView } from '#schemas/api/turns.ts'
import { create, request, requestFile } from './request.ts'

export type InboxView = 'waiting' | 'mine' | 'flow' | 'all' | 'closed'
export type Conversations = Listing<ConversationView> & { counts: InboxCounts }

const at = (w: string, c: string) => `/workspaces/${w}/conversations/${c}`
type Turn = { turn: TurnView }

/** Newest first; of those that wait for a person, longest waiting first. */
export const listConversations = (w: string, view: InboxView, after?: string) =>
  request<Conversations>('GET', `/workspaces/${w}/conversations`, undefined, { view, after })

/** What was said and who said it, by words; the newest first. A page may be empty and not the last. */
export const searchChats = (w: string, q: string, after?: string) =>
  request<Listing<FoundMessage>>('GET', `/workspaces/${w}/conversations/search`, undefined, { q, after })

export const getConversation = (w: string, c: string) => request<ConversationDetail>('GET', at(w, c))

/** Oldest first. `after` catches up, `before` reads further back. */
export const listTurns = (w: string, c: string, page: { after?: number; before?: number; limit?: number } = {}) =>
  request<Listing<TurnView>>('GET', `${at(w, c)}/turns`, undefined, page)

/** 409 `not-owner` with the owner in its details when somebody else was quicker; so do reply, hand back and close. */
export const takeConversation = (w: string, c: string) => request<Turn>('POST', `${at(w, c)}/take`)

/** From a colleague, who is named; 409 `not-owner` when it is not theirs (any more). */
export const takeOver = (w: string, c: string, from: string) => request<Turn>('POST', `${at(w, c)}/take-over`, { from })

/** A repeated `clientId` is the same message. */
export const reply = (w: string, c: string, text: string, clientId: string) =>
  request<Turn>('POST', `${at(w, c)}/reply`, { text, clientId })

/** By a template; `values` by `placeKey`. A repeated `clientId` is the same message. */
export const sendTemplate = (
  w: string,
  c: string,
  what: { name: string; language: string; values: Record<string, string>; clientId: string },
) => request<Turn>('POST', `${at(w, c)}/template`, what)

export const addNote = (w: string, c: string, text: string, clientId: string) =>
  request<Turn>('POST', `${at(w, c)}/note`, { text, clientId })

/** A colleague, a team, or neither: whoever is there. */
export type GivenTo = { to?: string; team?: string }

/** To whom a chat can be given. */
export const listColleagues = (w: string) => request<Listing<{ id: string; name: string }>>('GET', `/workspaces/${w}/colleagues`)

/** Gives a chat to a colleague or a team, or back to where a person is waited for; 409 `not-owner` when somebody else than `from` answers it by now. A repeated `id` is the same. */
export const assign = (w: string, c: string, what: { id: string; from?: string; note?: string } & GivenTo) =>
  request<Turn>('POST', `${at(w, c)}/assign`, what)

/** `when` is an instant; a repeated `clientId` is the same reminder. */
export const remind = (w: string, c: string, when: string, text: string, clientId: string) =>
  request<Turn>('POST', `${at(w, c)}/remind`, { at: when, text, clientId })

export const cancelReminder = (w: string, c: string, id: string) => request<Turn>('POST', `${at(w, c)}/cancel-reminder`, { id })

export const handBack = (w: string, c: string) => request<Turn>('POST', `${at(w, c)}/hand-back`)

/** `reason`: why, for colleagues; not needed. */
export const closeConversation = (w: string, c: string, reason?: string) =>
  request<Turn>('POST', `${at(w, c)}/close`, reason ? { reason } : {})

/** Which cases are listed; all of what is left out. */
export type CasesAsked = Partial<Record<'status' | 'channelId' | 'reason', string>>

/** The newest opened first. */
export const listCases = (w: string, asked: CasesAsked & { after?: string | undefined }) =>
  request<Listing<CaseView>>('GET', `/workspaces/${w}/cases`, undefined, asked)

/** The newest first. */
export const listCasesOf = (w: string, c: string) => request<Listing<CaseView>>('GET', `${at(w, c)}/cases`)

/** Takes back that oneself closed it, in this turn; 409 when something has happened since. */
export const undoClose = (w: string, c: string, turn: number) => request<Turn>('POST', `${at(w, c)}/undo-close`, { turn })

export const reopenConversation = (w: string, c: string) => request<Turn>('POST', `${at(w, c)}/reopen`)

export const markRead = (w: string, c: string) => request<void>('POST', `${at(w, c)}/read`)

/** The customer is shown that somebody writes, where their channel can. */
export const tellTyping = (w: string, c: string) => request<void>('POST', `${at(w, c)}/typing`)

/** For good; owners only. */
export const forgetConversation = (w: string, c: string) => request<void>('DELETE', at(w, c))

const closings = (w: string) => `/workspaces/${w}/closings`

/** Closes chats that are named, or a whole list, in the background. */
export const closeMany = (w: string, what: { conversationIds: string[] } | { view: 'waiting' | 'mine' }, reason?: string) =>
  create<ClosingView>(closings(w), { ...what, ...(reason ? { reason } : {}) })

/** What one closed at once lately, the newest first. */
export const listClosings = (w: string) => request<Listing<ClosingView>>('GET', closings(w))

export const undoClosing = (w: string, id: string) => request<ClosingView>('POST', `${closings(w)}/${id}/undo`)

/** What the customer sent with turn `n`, from the vendor that keeps it. */
export const getFile = (w: string, c: string, n: number) => requestFile(`/workspaces/${w}/conversations/${c}/turns/${n}/file`)
