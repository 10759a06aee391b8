import { refusesFor } from '#runtime/consent.ts'
import type { ConsentView, ContactConsents, NewConsent } from '#schemas/api/consents.ts'
import { everything, type StandingConsent } from '#schemas/consent.ts'
import { channelKinds } from '#schemas/message.ts'
import { type Viewer, viewer } from '../chats/index.ts'
import { type Deps, instantNow, newId } from '../deps.ts'
import { AppError, invalidInput } from '../errors.ts'
import type { InWorkspace } from '../http/route.ts'
import { type Actor, recordAudit } from '../workspaces/index.ts'
import type { ContactDoc, ContactEntryDoc } from './collections.ts'
import { purposesOf } from './privacy.ts'
import { consentEntries, recordConsent } from './record-consent.ts'
import { pageSeenBy } from './seen-page.ts'
import { stoppedSince } from './stop-list.ts'

/** What a person said to each purpose, ever, and what follows from it today. */
export async function readConsents(
  deps: Pick<Deps, 'store' | 'secrets'>,
  who: Viewer,
  contactId: string,
): Promise<ContactConsents> {
  const { store } = deps
  const { workspaceId } = who
  const contact = await pageSeenBy(store, who, contactId)
  const [log, purposes, standing] = await Promise.all([
    consentEntries(store, contact),
    purposesOf(store, workspaceId),
    standingOf(deps, contact),
  ])
  return {
    items: log.map(consentView).reverse(),
    answers: purposes.flatMap(({ id: purpose }) =>
      channelKinds.map((channel) => {
        const why = refusesFor(standing, { purpose, channelKind: channel })
        return { purpose, channel, may: why === undefined, ...(why ? { why } : {}) }
      }),
    ),
  }
}

/** Writes down what a person said elsewhere. Never a yes that nothing proves. */
export async function addConsent(
  deps: Pick<Deps, 'store' | 'now' | 'random' | 'secrets'>,
  actor: Actor & Pick<InWorkspace, 'scope'>,
  contactId: string,
  { purpose, channel, state, proof, words, version, language, id }: NewConsent,
): Promise<ContactConsents> {
  const { workspaceId, caller } = actor
  const who = viewer(actor)
  await pageSeenBy(deps.store, who, contactId)
  const purposes = await purposesOf(deps.store, workspaceId)
  if (!purposes.some((known) => known.id === purpose))
    throw invalidInput({ path: '/purpose', message: 'is no purpose of this workspace' })
  if (state === 'given' && !proof?.trim())
    throw invalidInput({ path: '/proof', message: 'says where it can be seen that they agreed' })
  const written = await recordConsent(deps.store, {
    workspaceId,
    contactId,
    id: id ?? newId(deps),
    at: instantNow(deps),
    ...toldBy(actor),
    consent: {
      purpose,
      channelKind: channel ?? '',
      state,
      ...(proof ? { proof } : {}),
      ...(words ? { words } : {}),
      ...(version ? { version } : {}),
      ...(language ? { language } : {}),
    },
  })
  if (!written) throw new AppError('not-found')
  await recordAudit(deps, { caller, workspaceId }, 'change', `consent of contact ${contactId}`)
  return readConsents(deps, who, contactId)
}

/** What stands of what a contact said; one of whose addresses is on the stop list has said STOP everywhere. Asked where something is about to be sent. */
async function standingOf(
  deps: Pick<Deps, 'store' | 'secrets'>,
  { workspaceId, phone, email, consents = [] }: Pick<ContactDoc, 'workspaceId' | 'phone' | 'email' | 'consents'>,
): Promise<readonly StandingConsent[]> {
  const since = await stoppedSince(
    deps,
    workspaceId,
    [phone, email].filter((one) => one !== undefined),
  )
  // Whoever says START after it takes it back.
  const started = consents.some(({ purpose, state, conversationId, at }) => {
    return purpose === everything && state === 'given' && !conversationId && at > (since ?? '')
  })
  if (since === undefined || started) return consents
  return [...consents, { purpose: everything, channelKind: '', state: 'refused', at: since, entry: 'stop list' }]
}

/** Whether a person or a program told it, and who. */
export const toldBy = ({ caller }: Actor): { source: 'edit' | 'api'; by: string } =>
  caller.token ? { source: 'api', by: caller.token.id } : { source: 'edit', by: caller.user.id }

function consentView({ _id, at, source, by, consent }: ContactEntryDoc): ConsentView {
  const { purpose, channelKind, state, words, version, language, proof } = consent as NonNullable<ContactEntryDoc['consent']>
  const dot = _id.indexOf('.')
  const conversationId = consent?.conversationId ?? (_id.includes('/') || dot < 0 ? undefined : _id.slice(0, dot))
  return {
    id: _id,
    purpose,
    ...(channelKind ? { channel: channelKind } : {}),
    state,
    at,
    source,
    ...(by ? { by } : {}),
    ...(conversationId ? { conversationId } : {}),
    ...(words ? { words } : {}),
    ...(version ? { version } : {}),
    ...(language ? { language } : {}),
    ...(proof ? { proof } : {}),
  }
}
