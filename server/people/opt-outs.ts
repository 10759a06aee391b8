import type { NewOptOut, OptOutView } from '#schemas/api/consents.ts'
import type { Listing, PageQuery } from '#schemas/api/shape.ts'
import { everything } from '#schemas/consent.ts'
import { viewer } from '../chats/index.ts'
import { type Deps, instantNow, newId } from '../deps.ts'
import { AppError, invalidInput } from '../errors.ts'
import type { InWorkspace } from '../http/route.ts'
import { inWorkspace } from '../store/in-workspace.ts'
import { type Actor, recordAudit } from '../workspaces/index.ts'
import { type ContactDoc, contacts } from './collections.ts'
import { toldBy } from './consents.ts'
import { recordConsent } from './record-consent.ts'
import { pageNamed } from './seen-page.ts'
import { freeAddress, stopAddresses } from './stop-list.ts'

/** Whoever said STOP and has not taken it back, who was there last first. */
export async function listOptOuts(
  { store }: Pick<Deps, 'store'>,
  workspaceId: string,
  { after, limit = 50 }: PageQuery,
): Promise<Listing<OptOutView>> {
  const { items, next } = await inWorkspace(store, contacts, workspaceId).find(
    { optedOut: true },
    { sort: { lastSeenAt: -1 }, limit, ...(after ? { after } : {}) },
  )
  return { items: items.map(optOutView), ...(next ? { next } : {}) }
}

function optOutView({ _id, name, consents = [] }: ContactDoc): OptOutView {
  const stop = consents.findLast(
    ({ purpose, state, conversationId }) => purpose === everything && state === 'refused' && !conversationId,
  )
  return {
    contactId: _id,
    ...(name ? { name } : {}),
    ...(stop ? { since: stop.at, ...(stop.channelKind ? { channel: stop.channelKind } : {}) } : {}),
  }
}

/** Somebody said STOP elsewhere, or takes it back; or an address is never to be written to. */
export async function addOptOut(
  deps: Pick<Deps, 'store' | 'now' | 'random' | 'secrets'>,
  actor: Actor & Pick<InWorkspace, 'scope'>,
  { contact, address, channel, state = 'refused', proof }: NewOptOut,
): Promise<void> {
  if ((contact === undefined) === (address === undefined))
    throw invalidInput({ path: '/contact', message: 'is given, or an address, one of both' })
  const { workspaceId } = actor
  if (address !== undefined) {
    if (state === 'given') await freeAddress(deps, workspaceId, address)
    else await stopAddresses(deps, workspaceId, [address], { at: instantNow(deps), by: toldBy(actor).by })
    return recordAudit(deps, actor, 'change', 'stop list')
  }
  await pageNamed(deps.store, viewer(actor), contact ?? '', '/contact')
  const written = await recordConsent(deps.store, {
    workspaceId,
    contactId: contact ?? '',
    id: newId(deps),
    at: instantNow(deps),
    ...toldBy(actor),
    consent: { purpose: everything, channelKind: channel ?? '', state, ...(proof ? { proof } : {}) },
  })
  if (!written) throw new AppError('not-found')
  await recordAudit(deps, actor, 'change', `consent of contact ${contact}`)
}
