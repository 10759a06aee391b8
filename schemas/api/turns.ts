import { type CaseClosing, caseCloses } from '../case.ts'
import { consentStates } from '../consent.ts'
import type { Timer } from '../conversation.ts'
import { channelKinds, type DeliveryReason, type DeliveryStatus, deliveryCodes } from '../message.ts'
import { proofKinds, provenAbouts } from '../proof.ts'
import {
  type AgentAction,
  type Assignment,
  type Effect,
  type OfCampaign,
  type SaidMessage,
  type Step,
  type StepReason,
  type TurnEvent,
  visitOutcomes,
} from '../turn.ts'
import { contactFields, owner, version } from './conversations.ts'
import { eventData } from './events.ts'
import { filledTemplate, incomingMessage, outgoingMessage } from './messages.ts'
import {
  anyText,
  anyValue,
  byDo,
  byKind,
  day,
  type FromFields,
  id,
  instant,
  language,
  listOf,
  mapOf,
  maybe,
  named,
  object,
  oneOf,
  text,
  whole,
  yes,
  yesNo,
} from './shape.ts'

/** Shapes of what happens in a conversation; `schemas/turn.ts` says what the fields mean. */

export const channelKind = oneOf(channelKinds)
export const turnNumber = whole(0, 99_999_999)

/** Why a message failed, or was not taken yet: a code, and what its sentence names. */
export const deliveryReason = object<DeliveryReason>({ code: oneOf(deliveryCodes), values: maybe(mapOf(anyText)) })

/** live: before all that is bulk. */
export const lane = oneOf(['live', 'bulk'])
const timerKind = oneOf(['reminder'] as const satisfies Timer['kind'][])
const agentAction = named(
  'AgentAction',
  byDo<AgentAction>({
    take: { from: maybe(id) },
    reply: { text: anyText, template: maybe(filledTemplate), clientId: id },
    note: { text: anyText, clientId: id },
    remind: { at: instant, text: anyText, clientId: id },
    'cancel-reminder': { id: anyText },
    'hand-back': {},
    close: { reason: maybe(anyText) },
    reopen: { to: maybe(owner) },
    release: { since: maybe(instant) },
    pass: { team: maybe(anyText) },
    forget: {},
  }),
)
const ofCampaign = object<OfCampaign>({ id: anyText, recipient: anyText, purpose: anyText })
export const event = named(
  'TurnEvent',
  byKind<TurnEvent>({
    message: { message: incomingMessage },
    timer: { visitId: anyText },
    due: { of: timerKind, id: anyText },
    agent: { action: agentAction, agentId: id },
    echo: { message: incomingMessage },
    opened: { day, crowded: maybe(yes) },
    quiet: { since: instant, turn: turnNumber },
    withdrawal: { flowId: id, upTo: whole(1, 1_000_000_000), people: oneOf(['hand-over', 'end']), by: id },
    send: { message: outgoingMessage, by: id, lane, campaign: maybe(ofCampaign) },
    begin: { flowId: id, nodeId: maybe(id), by: id, campaign: ofCampaign },
    signal: { id: anyText, name: anyText, values: mapOf(anyValue), starts: maybe(yes), depth: maybe(whole(0, 100)) },
    assign: {
      by: id,
      to: byKind<Assignment['to']>({ agent: { agentId: id }, queue: { team: maybe(anyText) } }),
      from: maybe(id),
      why: oneOf(['taken', 'handed-over', 'reopened', 'left']),
      note: maybe(anyText),
      since: maybe(instant),
    },
    'delivery-failed': { said: anyText, reason: maybe(deliveryReason) },
  }),
)

const effect = named(
  'Effect',
  byKind<Effect>({
    'set-contact': {
      contact: object({
        name: maybe(anyText),
        phone: maybe(anyText),
        email: maybe(anyText),
        language: maybe(language),
        timeZone: maybe(anyText),
        birthday: maybe(anyText),
        stage: maybe(anyText),
        optedOut: maybe(yesNo),
      }),
      fields: maybe(contactFields),
      by: maybe(anyText),
    },
    tag: { add: listOf(anyText), remove: listOf(anyText), by: maybe(anyText) },
    consent: { purpose: anyText, state: oneOf(consentStates), words: anyText, language },
    'hand-off': { team: maybe(anyText) },
    prove: { about: oneOf(provenAbouts), value: anyText, how: oneOf(proofKinds) },
    event: { type: anyText, data: eventData, by: maybe(anyText) },
    'turned-away': {},
    remind: { agentId: id, text: anyText },
    timer: { of: timerKind, id: anyText, dueAt: maybe(instant) },
  }),
)

/** What a command says while no node waits is of no node: its id is empty. */
const saidBy = byKind<SaidMessage['by']>({ flow: { flowId: id, nodeId: anyText }, agent: { agentId: id } })
export const deliveryStatus = oneOf([
  'queued',
  'sent',
  'delivered',
  'read',
  'played',
  'failed',
] as const satisfies DeliveryStatus[])

export const step = named(
  'Step',
  object<Step>({
    nodeId: id,
    nodeType: id,
    flowId: id,
    version,
    sessionId: anyText,
    on: oneOf(['enter', 'resume']),
    did: oneOf(['go', 'wait', 'end', 'fail', 'call', 'interrupt']),
    output: maybe(anyText),
    outcome: maybe(oneOf(visitOutcomes)),
    reason: maybe(object<StepReason>({ code: anyText, values: maybe(mapOf(anyText)) })),
    enteredAt: instant,
    enteredLanguage: language,
    input: maybe(anyText),
    set: maybe(mapOf(anyValue)),
    hidden: maybe(yesNo),
  }),
)

/** Why a case closed: the code, and who closed it with which words, where somebody did. */
export const caseClosing = object<Omit<CaseClosing, 'at'>>({ code: oneOf(caseCloses), by: maybe(anyText), words: maybe(anyText) })

const saidFields = { id: anyText, by: saidBy, message: outgoingMessage }
export const said = named('SaidMessage', object<SaidMessage>(saidFields))

const turnFields = {
  id: anyText,
  number: turnNumber,
  at: instant,
  event,
  steps: listOf(step),
  say: listOf(
    object({
      ...saidFields,
      delivery: maybe(object({ status: deliveryStatus, reason: maybe(deliveryReason), at: instant })),
    }),
  ),
  effects: listOf(effect),
  owner,
  status: oneOf(['open', 'closed']),
  /** The case it belongs to, and what it did to it. */
  case: maybe(
    object({ number: whole(1, 99_999_999), did: maybe(oneOf(['opened', 'closed', 'reopened'])), closing: maybe(caseClosing) }),
  ),
  /** What its ids are called: people and flows by theirs, nodes by `<flowId>.<nodeId>`. */
  names: mapOf(anyText),
}
/** A turn, as people read it. */
export type TurnView = FromFields<typeof turnFields>
export const turn = named<TurnView>('Turn', object(turnFields))

export const longText = text(4000)
