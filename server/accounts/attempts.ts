import { instantAt } from '#schemas/instant.ts'
import { type Deps, instantNow } from '../deps.ts'
import { AppError } from '../errors.ts'
import { attempts } from './collections.ts'
import { hashOfSecret } from './session-cookie.ts'

const lockMs = 15 * 60_000

/**
 * Takes one of `limit` attempts at the door `key` before it is known how it ends, so that many at once gain nothing. Throws
 * when none is left; 15 minutes after the last one they are all back. Returns how many are left after this one.
 */
export async function takeAttempt(deps: Pick<Deps, 'store' | 'now'>, key: string, limit: number): Promise<number> {
  const docs = deps.store.collection(attempts)
  const _id = hashOfSecret(key)
  const now = instantNow(deps)
  const until = instantAt(deps.now() + lockMs)
  // Documents outlast their use by far: the store sweeps by its own clock.
  const fresh = { _id, count: 1, until, expiresAt: instantAt(deps.now() + 100 * lockMs) }
  for (;;) {
    const taken = await docs.update(_id, { $inc: { count: 1 }, $set: { until } }, { until: { $gt: now }, count: { $lt: limit } })
    if (taken) return limit - taken.count
    if (await docs.put(fresh, { until: { $lte: now } })) return limit - 1
    const locked = await docs.get(_id)
    if (locked && locked.count >= limit) {
      const retryAfterSeconds = Math.max(1, Math.ceil((Date.parse(locked.until) - deps.now()) / 1000))
      throw new AppError('too-many-requests', { retryAfterSeconds })
    }
  }
}

/** An attempt that succeeded was none: it counts for nobody who comes from the same place. */
export async function returnAttempt(deps: Pick<Deps, 'store'>, key: string): Promise<void> {
  await deps.store.collection(attempts).update(hashOfSecret(key), { $inc: { count: -1 } }, { count: { $gt: 0 } })
}

/** After a success the attempts are all back. */
export async function forgetAttempts(deps: Pick<Deps, 'store'>, key: string): Promise<void> {
  await deps.store.collection(attempts).delete({ _id: hashOfSecret(key) })
}
