import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { InboxView } from '../../api/conversations.ts'

/** The chat that was closed here last, by itself, and the turn that did it: for a while it can be taken back. */
export interface LastClosed {
  workspaceId: string
  conversationId: string
  turn: number
  name: string | undefined
  /** The list it was closed in. */
  view: InboxView
}

const store = createStore<{ closed?: LastClosed | undefined }>()(() => ({}))

const saidForMs = 30_000

export function rememberClosed(closed: LastClosed): void {
  store.setState({ closed })
  setTimeout(() => forgetClosed(closed), saidForMs)
}

/** Nothing is offered any more; of another one than `closed`, if that is given, it still is. */
export function forgetClosed(closed?: LastClosed): void {
  if (closed === undefined || store.getState().closed === closed) store.setState({ closed: undefined })
}

export const useLastClosed = (workspaceId: string): LastClosed | undefined =>
  useStore(store, ({ closed }) => (closed?.workspaceId === workspaceId ? closed : undefined))
