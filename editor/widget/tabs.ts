/** The tabs of one browser that show the same chat. Where a browser has no locks or no channel between tabs, each is alone. */
export interface Tabs {
  tell(message: unknown): void
  hear(listener: (message: never) => void): void
  /** Runs `lead` in one tab at a time, until `signal` ends it. `follow` is told when another tab leads meanwhile. */
  lead(signal: AbortSignal, lead: () => Promise<void>, follow: () => void): Promise<void>
  /** One at a time among all tabs; a tab that the browser put to sleep holds nobody up for long. */
  inTurn(run: () => Promise<void>): Promise<void>
  close(): void
}

const patienceMs = 5_000

export function otherTabs(name: string): Tabs {
  const channel = channelNamed(name)
  const locks = typeof navigator === 'undefined' ? undefined : navigator.locks
  return {
    tell: (message) => channel?.postMessage(message),
    hear: (listener) => {
      if (channel) channel.onmessage = ({ data }) => listener(data as never)
    },
    lead: async (signal, lead, follow) => {
      let led = false
      const leading = async (lock: Lock | null): Promise<void> => {
        if (!lock || signal.aborted) return
        led = true
        await lead()
      }
      try {
        if (!locks) return await lead()
        await locks.request(`${name}.stream`, { ifAvailable: true }, leading)
        if (led || signal.aborted) return
        follow()
        await locks.request(`${name}.stream`, { signal }, leading)
      } catch {
        // Refused, as in a frame without an origin of its own.
        if (!led && !signal.aborted) await lead()
      }
    },
    inTurn: async (run) => {
      if (!locks) return run()
      let begun = false
      const once = (): Promise<void> => {
        begun = true
        return run()
      }
      const patience = new AbortController()
      const wait = setTimeout(() => patience.abort(), patienceMs)
      try {
        await locks.request(`${name}.send`, { signal: patience.signal }, once)
      } catch (error) {
        if (begun) throw error
        // A message that two tabs send at once is taken once.
        await run()
      } finally {
        clearTimeout(wait)
      }
    },
    close: () => channel?.close(),
  }
}

function channelNamed(name: string): BroadcastChannel | undefined {
  try {
    return new BroadcastChannel(name)
  } catch {
    return undefined
  }
}
