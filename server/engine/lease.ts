import { type Instant, instantAt } from '#schemas/instant.ts'

/** What one process has in hand no other takes up for this long, from when it said so last. */
export const leaseMs = 30_000

/** When a lease that begins now ends. */
export const leaseEnd = (now: number): Instant => instantAt(now + leaseMs)

/**
 * Does `work` under a lease that begins with it and is prolonged for as long as it lasts. One that cannot be prolonged stops nothing:
 * should another process do the same work, the turn's number decides.
 */
export async function underLease<R>(
  now: () => number,
  prolong: (until: Instant) => Promise<unknown>,
  work: () => Promise<R>,
): Promise<R> {
  const timer = setInterval(() => prolong(leaseEnd(now())).catch(() => {}), leaseMs / 3).unref()
  try {
    return await work()
  } finally {
    clearInterval(timer)
  }
}
