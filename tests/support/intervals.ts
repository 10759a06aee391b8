import { onTestFinished, vi } from 'vitest'

/**
 * Until the test is over, what is done every so often (a lease prolonged, a batch renewed) is done when `vi.advanceTimersByTime` says so:
 * a test that moves its clock by hand decides who lives meanwhile, however long the machine takes for it. Before anything begins.
 */
export function intervalsByHand(): void {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'], shouldClearNativeTimers: true })
  onTestFinished(() => void vi.useRealTimers())
}
