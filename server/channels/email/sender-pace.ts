import { LRUCache } from 'lru-cache'

export interface Pace {
  /** Whether one more mail of this sender is taken now. */
  admits(sender: string, now: number): boolean
  taken(sender: string, now: number): void
}

/** More than anybody writes by hand; a program that answers every answer, and does not say that it is one, is left alone then. */
const mostAnHour = 60
const hour = 3_600_000

/** Keeps two programs from answering each other for ever (RFC 3834, 2): only so many mails of one sender an hour. */
export function senderPace(): Pace {
  const lately = new LRUCache<string, number[]>({ max: 10_000 })
  const within = (sender: string, now: number): number[] => (lately.get(sender) ?? []).filter((at) => at > now - hour)
  return {
    admits: (sender, now) => within(sender, now).length < mostAnHour,
    taken: (sender, now) => void lately.set(sender, [...within(sender, now), now]),
  }
}
