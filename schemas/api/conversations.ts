import { consentStates } from '../consent.ts'
import {
  type ContactFacts,
  type FieldValue,
  type HandOff,
  type HandOffReason,
  handOffCodes,
  type Owner,
  type Session,
  type Waiting,
} from '../conversation.ts'
import {
  anyText,
  anyValue,
  byKind,
  id,
  instant,
  language,
  listOf,
  mapOf,
  maybe,
  named,
  object,
  oneOf,
  whole,
  yes,
  yesNo,
} from './shape.ts'

/** Shapes of where a conversation stands; `schemas/conversation.ts` says what the fields mean. */

/** Which version of a flow; a draft that is tried is version 0. */
export const version = whole(0, 1_000_000_000)

export const owner = named(
  'Owner',
  byKind<Owner>({
    flow: {},
    queue: { team: maybe(anyText), since: instant },
    agent: { agentId: id, since: instant },
  }),
)

export const contactFields = mapOf<FieldValue>({
  anyOf: [{ type: ['string', 'number', 'boolean'] }, listOf(anyText, 100)],
})
export const contactFacts = named(
  'ContactFacts',
  object<ContactFacts>({
    id,
    name: maybe(anyText),
    phone: maybe(anyText),
    email: maybe(anyText),
    language: maybe(language),
    timeZone: maybe(anyText),
    birthday: maybe(anyText),
    stage: maybe(anyText),
    fields: contactFields,
    tags: listOf(anyText),
    optedOut: maybe(yesNo),
    consents: maybe(mapOf(oneOf(consentStates))),
  }),
)

const waiting = named(
  'Waiting',
  object<Waiting>({
    nodeId: id,
    visitId: anyText,
    for: oneOf(['answer', 'time']),
    enteredAt: instant,
    enteredLanguage: language,
    until: maybe(instant),
    drops: maybe(yesNo),
    signal: maybe(anyText),
    paused: maybe(yesNo),
    memory: maybe(mapOf(anyValue)),
  }),
)

/** Without its variables, which may be sensitive. */
type SessionShown = Omit<Session, 'variables'>
export const session = named(
  'Session',
  object<SessionShown>({
    id: anyText,
    flowId: id,
    version,
    startedAt: instant,
    sensitive: maybe(listOf(anyText)),
    at: maybe(waiting),
    greeted: maybe(yes),
    stack: listOf(object({ flowId: id, version, nodeId: id })),
    answers: listOf(object({ nodeId: id, label: anyText, value: anyText, choice: maybe(yesNo) })),
  }),
)

export const handOff = named(
  'HandOff',
  object<HandOff>({
    at: instant,
    reason: object<HandOffReason>({ code: oneOf(handOffCodes), values: maybe(mapOf(anyText)) }),
    flowId: maybe(id),
    flowName: maybe(anyText),
    version: maybe(version),
    nodeId: maybe(id),
    nodeName: maybe(anyText),
    team: maybe(anyText),
    path: listOf(anyText),
    answers: listOf(object({ label: anyText, value: anyText })),
  }),
)
