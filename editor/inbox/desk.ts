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

const storedAs = 'alur-inbox'

/** What was written and is not sent yet. Kept in the browser, so that neither a reload nor a closed tab loses anything. */
export const desk = create<Desk>()(
  persist((): Desk => ({ drafts: {}, unsent: [] }), { name: storedAs, storage: createJSONStorage(() => localStorage) }),
)
// Every tab writes all of it, so each must know what the others wrote.
if (typeof window !== 'undefined')
  window.addEventListener('storage', ({ key }) => void (key === storedAs && desk.persist.rehydrate()))

export const draftOf = (state: Desk, key: string): Draft => state.drafts[key] ?? empty

export function changeDraft(key: string, change: Partial<Draft>): void {
  desk.setState(({ drafts: { [key]: before = empty, ...others } }) => {
    const draft = { ...before, ...change }
    const isEmpty = draft.mode === 'reply' && draft.reply === '' && draft.note === ''
    return { drafts: isEmpty ? others : { ...others, [key]: draft } }
  })
}

/** Whether something was written there that nobody has got. */
export const hasDraft = (state: Desk, key: string): boolean => {
  const draft = state.drafts[key]
  return draft !== undefined && (draft.reply.trim() !== '' || draft.note.trim() !== '')
}

/** A chat that is deleted leaves nothing written, whoever wrote it here. */
export function dropChat(conversationId: string): void {
  desk.setState(({ drafts, unsent }) => ({
    drafts: Object.fromEntries(Object.entries(drafts).filter(([key]) => !key.endsWith(`.${conversationId}`))),
    unsent: unsent.filter((one) => one.conversationId !== conversationId),
  }))
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
