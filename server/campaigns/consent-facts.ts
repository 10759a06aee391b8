import type { GateFacts } from '#runtime/gate.ts'
import type { ContactDoc } from '../people/index.ts'

/** What somebody said to being written to for a purpose. Of service they need not be asked. */
export function consentFacts(contact: ContactDoc, purpose: string): Pick<GateFacts, 'optedOut' | 'consent'> {
  const optedOut = contact.optedOut === true
  if (purpose === 'service') return { optedOut }
  return { optedOut, consent: { purpose, state: 'unknown' } }
}
