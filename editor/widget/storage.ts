import { randomId } from './random-id.ts'

/** What the browser keeps, for all its tabs. */
export interface Kept {
  getItem(name: string): string | null
  setItem(name: string, value: string): void
  removeItem(name: string): void
  /** The names that begin with `prefix`, in their order. */
  names(prefix: string): string[]
}

/** Some browsers refuse it in a frame, or when it is full: what they refuse is kept as long as the page lives. */
export function storage(kind: 'localStorage' | 'sessionStorage'): Kept {
  const refused = new Map<string, string>()
  const browsers = (): Storage | undefined => {
    try {
      return window[kind]
    } catch {
      return undefined
    }
  }
  return {
    getItem: (name) => refused.get(name) ?? browsers()?.getItem(name) ?? null,
    setItem: (name, value) => {
      refused.delete(name)
      const kept = browsers()
      try {
        if (kept) return kept.setItem(name, value)
      } catch {}
      refused.set(name, value)
    },
    removeItem: (name) => {
      refused.delete(name)
      browsers()?.removeItem(name)
    },
    names: (prefix) => {
      const names = [...refused.keys(), ...Object.keys(browsers() ?? {})]
      return [...new Set(names)].filter((name) => name.startsWith(prefix)).sort()
    },
  }
}

/** Read each time: of two tabs that make one at the same moment, both go on with the one that was kept. */
export function visitorKey(storage: Kept, channelId: string): string {
  const name = `alur.${channelId}.key`
  if (storage.getItem(name) === null) storage.setItem(name, randomId())
  return storage.getItem(name) as string
}

/** Who is signed in on the page, and what its server made of their id with the channel's identity secret. */
export interface SiteUser {
  id: string
  hash: string
}

/** Under what this browser keeps a chat: whoever signs in in the same browser has one of their own. */
export const placeOf = (channelId: string, user?: SiteUser): string =>
  user ? `${channelId}.${encodeURIComponent(user.id)}` : channelId
