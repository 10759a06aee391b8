import { consentStates } from '../consent.ts'
import { channelKinds } from '../message.ts'
import { purposeId } from './privacy.ts'
import {
  anyText,
  type FromFields,
  type FromShape,
  id,
  instant,
  language,
  listing,
  listOf,
  maybe,
  named,
  object,
  oneOf,
  text,
  yesNo,
} from './shape.ts'

const channel = oneOf(channelKinds)
const state = oneOf(consentStates)

const entryFields = {
  id: anyText,
  /** Empty: everything that nobody asked for (STOP, START). */
  purpose: anyText,
  /** Absent: all. */
  channel: maybe(channel),
  state,
  at: instant,
  /** A turn's event (`message` …), `link`, `edit`, `api`, `import`, `vendor`, `before`. */
  source: anyText,
  by: maybe(anyText),
  /** The conversation in which it was said. */
  conversationId: maybe(anyText),
  words: maybe(anyText),
  version: maybe(anyText),
  language: maybe(language),
  proof: maybe(anyText),
}
/** One record: nothing changes it, a newer one of its purpose and channel counts instead. */
export type ConsentView = FromFields<typeof entryFields>
const consent = named<ConsentView>('Consent', object(entryFields))

const answerFields = {
  purpose: anyText,
  channel,
  /** Whether they may be written to for it there, as of now. */
  may: yesNo,
  /** Why not. */
  why: maybe(oneOf(['stopped', 'vendor-stopped', 'refused', 'not-asked'])),
}

const contactConsents = { items: listOf(consent), answers: listOf(object(answerFields)) }
/** GET /workspaces/{w}/contacts/{k}/consents: the log, newest first, and what follows from it for each purpose and channel. */
export type ContactConsents = FromFields<typeof contactConsents>
export const consents = named<ContactConsents>('ContactConsents', object(contactConsents))

export const newConsent = object({
  purpose: purposeId,
  /** On which kind of channel; on all when it is left out. */
  channel: maybe(channel),
  state,
  /** Where it can be seen that they said so: a form, a call, a letter. Needed where it is given. */
  proof: maybe(text(500)),
  words: maybe(text(2000)),
  version: maybe(text(100)),
  language: maybe(language),
  /** The same one twice is written down once. */
  id: maybe(id),
})
export type NewConsent = FromShape<typeof newConsent>

const optOutFields = {
  contactId: id,
  name: maybe(anyText),
  /** When they said STOP last. */
  since: maybe(instant),
  /** Where; absent where nobody knows, or on all. */
  channel: maybe(channel),
}
/** GET /workspaces/{w}/opt-outs → Listing<OptOutView>: whoever said STOP and has not taken it back. */
export type OptOutView = FromFields<typeof optOutFields>
export const optOuts = listing(named<OptOutView>('OptOut', object(optOutFields)))

export const newOptOut = object({
  /** A contact's id. */
  contact: maybe(id),
  /** Or a phone number or an address that must never be written to, whether it is known or not: kept as a mark that it cannot be read from. */
  address: maybe(text(254)),
  channel: maybe(channel),
  /** `given` takes it back. */
  state: maybe(state),
  proof: maybe(text(500)),
})
export type NewOptOut = FromShape<typeof newOptOut>
