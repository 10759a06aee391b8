import { useSyncExternalStore } from 'react'

const stepMs = 20_000
// Rounded up: what was just opened for 24 hours has 23 h 59 min left.
const read = () => Math.ceil(Date.now() / stepMs) * stepMs
let timer: ReturnType<typeof setInterval> | undefined
const listeners = new Set<() => void>()

/** The present in milliseconds, to 20 seconds: what waits and what runs out grows old on the screen. */
export const useNow = (): number => useSyncExternalStore(subscribe, read)

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  timer ??= setInterval(() => {
    for (const tell of listeners) tell()
  }, stepMs)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}
