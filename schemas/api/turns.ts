import type { Owner } from '../conversation.ts'
import { channelKinds, type DeliveryStatus, type OutgoingMessage } from '../message.ts'
import type { Effect, SaidMessage, Step, TurnEvent } from '../turn.ts'
import type { TurnView } from './contract.ts'
import {
  anyObject,
  id,
  instant,
  language,
  listOf,
  mapOf,
  maybe,
  named,
  object,
  oneOf,
  type Shape,
  text,
  whole,
  yesNo,
} from './shape.ts'

/** Shapes of what conversations are made of. Messages are told by their `kind`; `schemas/message.ts` says what each holds. */
const byKind = <T>(...kinds: string[]): Shape<T> => ({
  type: 'object',
  required: ['kind'],
  properties: { kind: { enum: kinds } },
})

export const anyText: Shape<string> = { type: 'string' }
export const channelKind = oneOf(channelKinds)
export const turnNumber = whole(0, 99_999_999)
export const owner = named('Owner', byKind<Owner>('flow', 'queue', 'agent'))
export const event = named('TurnEvent', byKind<TurnEvent>('message', 'timer', 'agent', 'echo'))
export const effect = byKind<Effect>('set-contact', 'tag', 'hand-off')
export const outgoingMessage = named('OutgoingMessage', byKind<OutgoingMessage>('text', 'choices', 'media'))
const saidBy = byKind<SaidMessage['by']>('flow', 'agent')
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
    version: whole(0, 1_000_000_000),
    sessionId: anyText,
    on: oneOf(['enter', 'resume']),
    did: oneOf(['go', 'wait', 'end', 'fail', 'call', 'interrupt']),
    output: maybe(anyText),
    outcome: maybe(oneOf(['answered', 'timed-out', 'failed', 'handed-off', 'dropped'])),
    reason: maybe(anyText),
    enteredAt: instant,
    enteredLanguage: language,
    input: maybe(anyText),
    set: maybe<NonNullable<Step['set']>>(anyObject as Shape<NonNullable<Step['set']>>),
    hidden: maybe(yesNo),
  }),
)

export const said = named('SaidMessage', object<SaidMessage>({ id: anyText, by: saidBy, message: outgoingMessage }))

type Sent = TurnView['say'][number]
export const turn = named(
  'Turn',
  object<TurnView>({
    id: anyText,
    number: turnNumber,
    at: instant,
    event,
    steps: listOf(step),
    say: listOf(
      object<Sent>({
        id: anyText,
        by: saidBy,
        message: outgoingMessage,
        delivery: maybe(object<NonNullable<Sent['delivery']>>({ status: deliveryStatus, error: maybe(anyText), at: instant })),
      }),
    ),
    effects: listOf(effect),
    owner,
    status: oneOf(['open', 'closed']),
    names: mapOf(anyText),
  }),
)

export const longText = text(4000)
