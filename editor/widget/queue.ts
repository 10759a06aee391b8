import { randomId } from './random-id.ts'
import type { Kept } from './storage.ts'

/** What a visitor says: a text and the newest turn they had read, or the choice they tapped and the message that offered it. */
export type Said = { text: string; seen?: number } | { choice: { id: string; label: string }; replyTo?: string }

/** A message that the chat does not show yet; kept over reloads until it does. */
export interface Outgoing {
  clientId: string
  said: Said
  /** The server has it and answers later: the stream brings both. */
  sent?: true
  /** The server does not take it: it waits for the visitor, and the others go on without it. */
  refused?: 'too-long' | 'not-taken'
}

/**
 * What was written and is not in the chat yet, in its order. It belongs to the browser and not to a tab: each message has an entry of
 * its own, so that tabs take nothing from one another, and any of them sends what another left.
 */
export function browserQueue(channelId: string, storage: Kept) {
  const prefix = `alur.${channelId}.out.`
  let made = 0
  const nameOf = (clientId: string): string | undefined => storage.names(prefix).find((name) => name.endsWith(`.${clientId}`))
  const add = (said: Said, clientId = randomId().slice(0, 22)): Outgoing => {
    const when = `${String(Date.now()).padStart(15, '0')}.${String(made++).padStart(4, '0')}`
    const one = { clientId, said }
    storage.setItem(`${prefix}${when}.${clientId}`, JSON.stringify(one))
    return one
  }
  // As it was kept before it had entries.
  const older = `alur.${channelId}.queue`
  for (const { said, clientId } of read<Outgoing[]>(storage.getItem(older)) ?? []) add(said, clientId)
  storage.removeItem(older)

  return {
    all: (): Outgoing[] => storage.names(prefix).flatMap((name) => read<Outgoing>(storage.getItem(name)) ?? []),
    add: (said: Said): Outgoing => add(said),
    /** Changes what is said of it, if it is still there. */
    mark: (clientId: string, mark: Pick<Outgoing, 'sent' | 'refused'>): void => {
      const name = nameOf(clientId)
      const one = name && read<Outgoing>(storage.getItem(name))
      if (name && one) storage.setItem(name, JSON.stringify({ clientId, said: one.said, ...mark }))
    },
    /** Whether it was there. */
    remove: (clientId: string): boolean => {
      const name = nameOf(clientId)
      if (name) storage.removeItem(name)
      return name !== undefined
    },
    /** Whether an entry of the browser's storage is one of these. */
    holds: (name: string | null): boolean => name?.startsWith(prefix) ?? false,
  }
}

function read<T>(text: string | null): T | undefined {
  try {
    return (text && JSON.parse(text)) || undefined
  } catch {
    return undefined
  }
}
