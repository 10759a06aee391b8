import { useState } from 'react'
import type { InboxView } from '../../api/conversations.ts'

/** Which chats of a list are chosen, to be closed together. */
export interface Selection {
  /** Rows are chosen, not opened. */
  on: boolean
  /** Every chat of the list, also those that are not loaded. */
  all: boolean
  ids: ReadonlySet<string>
  has(id: string): boolean
  toggle(id: string): void
  chooseAll(): void
  start(): void
  stop(): void
}

const none = { on: false, all: false, ids: new Set<string>() }

/** Lists whose chats one may close: nobody's, and one's own. */
export const isClosable = (view: InboxView): view is 'waiting' | 'mine' => view === 'waiting' || view === 'mine'

export function useSelection(): Selection {
  const [{ on, all, ids }, set] = useState(none)
  return {
    on,
    all,
    ids,
    has: (id) => all || ids.has(id),
    toggle: (id) =>
      set((now) => {
        const next = new Set(now.ids)
        if (!next.delete(id)) next.add(id)
        return { on: true, all: false, ids: next }
      }),
    chooseAll: () => set({ on: true, all: true, ids: new Set() }),
    start: () => set({ ...none, on: true }),
    stop: () => set(none),
  }
}
