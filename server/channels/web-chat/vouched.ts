import { createHmac, timingSafeEqual } from 'node:crypto'
import type { KnownChannel } from '../channel-book.ts'

/**
 * Whether the shop's own site says that a visitor is this user: with the channel's identity secret, or the one before while its servers
 * go over to a new one.
 */
export function isVouched({ secrets }: Pick<KnownChannel, 'secrets'>, { id, hash }: { id: string; hash: string }): boolean {
  const given = Buffer.from(hash, 'hex')
  return [secrets.identitySecret, secrets.identitySecretBefore].some((secret) => {
    if (!secret) return false
    const made = createHmac('sha256', secret).update(id).digest()
    return made.length === given.length && timingSafeEqual(made, given)
  })
}
