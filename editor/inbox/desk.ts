import { create } from 'zustand'
import { createJSONStorage, persist } from 'zustand/middleware'
import type { Instant } from '#schemas/instant.ts'

export type Writing = 'reply' | 'note'

/** What an agent is writing in one chat. */
export interface Draft {
  mode: Writing
  reply: string
  note: string
}

/** Something that is on its way, waits for a connection, or was refused. */
export interface Unsent {
  clientId: string
  workspaceId: string
  conversationId: string
  userId: string
  kind: Writing
  text: string
  at: Instant
  state: 'sending' | 'waiting' | 'failed'
  problem?: { code: string; sentence: string }
}

interface Desk {
  /** By `deskKey`. */
  drafts: Record<string, Draft>
  unsent: Unsent[]
}

/** Drafts are a person's own, also where several use one tab after another. */
export const deskKey = (userId: string, conversationId: string): string => `${userId}.${conversationId}`

const empty: Draft = { mode: 'reply', reply: '', note: '' }

/** What was written and is not sent yet. Kept while the tab is open, so that a reload loses nothing. */
export const desk = create<Desk>()(
  persist((): Desk => ({ drafts: {}, unsent: [] }), { name: 'alur-inbox', storage: createJSONStorage(() => sessionStorage) }),
)

export const draftOf = (state: Desk, key: string): Draft => state.drafts[key] ?? empty

export function changeDraft(key: string, change: Partial<Draft>): void {
  desk.setState(({ drafts }) => ({ drafts: { ...drafts, [key]: { ...empty, ...drafts[key], ...change } } }))
}

export function addUnsent(one: Unsent): void {
  desk.setState(({ unsent }) => ({ unsent: [...unsent, one] }))
}

export function changeUnsent(clientId: string, change: Pick<Unsent, 'state'> & Partial<Unsent>): void {
  const changed = (one: Unsent): Unsent => {
    if (one.clientId !== clientId) return one
    const { problem: _, ...rest } = one
    return { ...rest, ...change }
  }
  desk.setState(({ unsent }) => ({ unsent: unsent.map(changed) }))
}

export function dropUnsent(clientId: string): void {
  desk.setState(({ unsent }) => ({ unsent: unsent.filter((one) => one.clientId !== clientId) }))
}
