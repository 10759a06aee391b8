import { refusesFor } from '#runtime/consent.ts'
import type { GateFacts } from '#runtime/gate.ts'
import { everything, type StandingConsent } from '#schemas/consent.ts'
import type { ChannelKind } from '#schemas/message.ts'
import type { Engine } from '../engine/engine.ts'
import type { ContactDoc } from '../people/index.ts'

/** What a person said that still stands; one of whose addresses is on the stop list has said STOP everywhere. */
export async function standingConsents(engine: Engine, contact: ContactDoc): Promise<readonly StandingConsent[]> {
  const { workspaceId, phone, email, optedOut, consents = [] } = contact
  const stopped = optedOut === true && consents.length === 0
  const isListed =
    stopped ||
    (await isOnStopList(
      engine,
      workspaceId,
      [phone, email].filter((one) => one !== undefined),
    ))
  return isListed
    ? [...consents, { purpose: everything, channelKind: '', state: 'refused', at: latest, entry: 'stop list' }]
    : consents
}
const isOnStopList = async ({ isStopped }: Engine, workspaceId: string, addresses: string[]): Promise<boolean> =>
  addresses.length > 0 && (await isStopped?.(workspaceId, addresses)) === true

/** No yes is later. */
const latest = '9999-12-31T23:59:59.999Z'

/** What that says of a purpose on one kind of channel, in one chat where there is one. */
export function consentFacts(
  standing: readonly StandingConsent[],
  purpose: string,
  channelKind: ChannelKind,
  conversationId?: string,
): Pick<GateFacts, 'optedOut' | 'consent'> & { stoppedAtVendor: boolean } {
  const why = refusesFor(standing, { purpose, channelKind, ...(conversationId === undefined ? {} : { conversationId }) })
  const said: GateFacts['consent'] | undefined =
    why === 'refused' || why === 'not-asked' ? { purpose, state: why === 'refused' ? 'refused' : 'unknown' } : undefined
  return {
    optedOut: why === 'stopped',
    stoppedAtVendor: why === 'vendor-stopped',
    ...(said ? { consent: said } : {}),
  }
}
