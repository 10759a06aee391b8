import type { ContactFacts, VariableValue } from '#schemas/conversation.ts'
import type { NamedHeader, PlainKey } from '#schemas/doctor/facts.ts'
import type { Flow, NodeConfig } from '#schemas/flow.ts'
import type { Instant } from '#schemas/instant.ts'
import type { ChannelKind, IncomingContent, OutgoingMessage } from '#schemas/message.ts'
import type { TemplateQuestion } from '#schemas/message-template.ts'
import type { Reason } from '#schemas/reason.ts'
import type { Language, LocalisedText } from '#schemas/text.ts'
import type { Effect, VisitOutcome } from '#schemas/turn.ts'
import type { CodeQuestions } from './code-questions.ts'
import type { HttpRequest, HttpResponse } from './http-question.ts'

export type Category = 'say' | 'ask' | 'decide' | 'flow' | 'remember' | 'do' | 'people' | 'measure'

/** A way out of a node. The `name` is the edge's `sourceHandle`. */
export interface Output {
  name: string
  /** What the row on the card says: an option's own text, or plain English that the editor translates by `labelKey`. */
  label: string | LocalisedText
  /** answer: the normal way · no-answer: the time-out row, drawn last · invalid, error: exceptional ways */
  kind: 'answer' | 'no-answer' | 'invalid' | 'error'
  /** Shown as "No answer · 30 min". */
  afterSeconds?: number
  /** Unwired, a needed output is a warning; others end the chat (answer) or take the flow's fallback (error). */
  needed: boolean
}

/** What a card shows under its title: the real text, never "Message 3". */
export interface Card {
  text?: LocalisedText
  /** Values that are only picked, such as languages. */
  chips?: (string | LocalisedText)[]
  /** One quiet line, such as "GET api.shop.example/orders". */
  meta?: string
  /** That line names a team by its id: people read its name. */
  metaIs?: 'team'
}

/** What the editor, the doctor and the docs know of a node type: plain data and pure functions, safe in a browser. */
export interface NodeDescription<Config extends NodeConfig = NodeConfig> {
  /** Never changes once published. */
  type: string
  label: string
  /** One sentence for the palette and the help panel. */
  summary: string
  category: Category
  /** A Tabler icon's name in kebab case: `list` is IconList. */
  icon: string
  /** JSON Schema 2020-12 of the settings; `title`, `description` and `x-field` draw the form. */
  schema: Record<string, unknown>
  defaults: Config
  outputs(config: Config): Output[]
  /** `languages` are the flow's, for a card that shows them. */
  card(config: Config, languages?: Flow['languages']): Card
  /** What it says to whoever comes to it, as its handler says it, for the editor to show; `silent` where that is nothing. */
  preview(visit: Speaking<Config>): OutgoingMessage[]
  /** It stops for an answer or for time. */
  waits?: 'answer' | 'time'
  /** Any words are an answer to it, a misspelt command too. */
  anyWords?(config: Config): boolean
  /** It may call out: its turn is taken after the message was kept, never inside the webhook. */
  network?: boolean
  /** The word for a visit that went well; "answered" unless said otherwise. */
  answeredLabel?: string
  /** The outcome that means it went well; `answered` unless said otherwise. */
  goal?: 'handed-off'
  /** Variables it sets, for "read before it is set". */
  writes?(config: Config): string[]
  /** It does one thing or another by whether the business is open: told where no hours are set, and listed with them. */
  asksHours?(config: Config): boolean
  /** The web address it calls, as it is written: what a secret's hosts are held against. */
  address?(config: Config): string
  /** Keys that stand in its settings in plain text, where a secret could stand for each that does not stay. */
  keys?(config: Config): PlainKey[]
  /** The headers it sends along, each with the setting that names it: those that are the server's own are a problem. */
  headers?(config: Config): NamedHeader[]
  /** Its settings with one of `keys` given over to a secret. */
  moveKey?(config: Config, key: PlainKey, secret: string): Config
  /** At most one per flow, cannot be deleted, has no input (the start node). */
  single?: boolean
}

/** What happened while a node waited. */
export type ResumeEvent = { kind: 'answer'; content: IncomingContent } | { kind: 'timeout' }

/** What happened outside while a node waited for it (`wait({ signal })`), with the values that came along. */
export interface Signal {
  kind: 'signal'
  name: string
  values: Record<string, VariableValue>
}

/** What a handler is given. It sends nothing, saves nothing, knows no channel's dialect. */
export interface Visit<Config extends NodeConfig = NodeConfig> {
  config: Config
  node: { id: string; name: string }
  language: Language
  languages: { default: Language; offered: Language[] }
  channel: { id: string; kind: ChannelKind }
  /** Whether the channel shows so many choices as numbered lines: a number is then a place among them, whatever their labels count. */
  isNumbered(choices: number): boolean
  /** Whether the channel sends templates that its vendor approved. */
  sendsTemplates: boolean
  /** The workspace's IANA time zone, for dates without one; UTC when nobody said. */
  timeZone?: string
  /** The workspace's country (ISO 3166, such as HK), for phone numbers without a country code. */
  country?: string
  contact: ContactFacts
  variables: Record<string, VariableValue>
  /** What the node left in `wait({ memory })`, when it resumes. */
  memory: Record<string, VariableValue>
  /** The text in the contact's language with its variables filled; empty when there is none. */
  text(text: LocalisedText | undefined): string
  /** A template that is no prose: a URL, a header, a body. */
  fill(template: string): string
  /** As `fill`, with sensitive variables masked: for a note. */
  shown(template: string): string
  /** As `fill` and `shown`, in parts: for a handler that escapes a value by where it stands. */
  parts(template: string, as?: 'shown'): FilledPart[]
  /** The value behind a path such as `contact.fields.role`, `order.items[0]` or a bare variable name; in `from` when it is given. */
  read(path: string, from?: VariableValue): VariableValue | undefined
  /** Whether a variable must not be repeated where people read. */
  isSensitive(variable: string): boolean
  services: Services
}

/** A part of a filled template: the author's own words, or what came out of one of its places. */
export type FilledPart = string | FilledPlace

export interface FilledPlace {
  value: VariableValue | undefined
  /** As `fill` writes the value. */
  text: string
  /** The template has escaped it already, by this filter. */
  escaped?: 'json' | 'url_encode'
}

/** What a node's words are made of: the part of a visit that the preview of a flow has too. There no variable is filled. */
export type Speaking<Config extends NodeConfig = NodeConfig> = Pick<
  Visit<Config>,
  'config' | 'language' | 'languages' | 'text' | 'fill'
>

/** The preview of a node that says nothing. */
export const silent = (): OutgoingMessage[] => []

export interface Services {
  now(): Instant
  /** Whether the business is open now; it always is where no hours are set. */
  opening(): Opening
  /** Stable for this visit of this turn: pass it on, so a retried turn repeats nothing. */
  idempotencyKey(): string
  /**
   * The one way out of a handler: asks a service by its name. What it answers is kept with the turn, sealed, so that the turn can be taken
   * again without asking; it must be plain data, and is not to be changed. One that fails rejects with an error whose `name` says so.
   */
  ask: Ask
}

export type { HttpRequest, HttpResponse, PlacedSecret } from './http-question.ts'

/** What can be asked, by name. A service more is a line here and one in `server/assemble.ts`. */
export interface Questions extends CodeQuestions {
  /** Through the SSRF guard, with the secrets it names; rejects with `EgressError`, see `egressReasonOf`. No secret comes back, whatever the service repeats. */
  http: { input: HttpRequest; answer: HttpResponse }
  template: TemplateQuestion
}

export type ServiceName = keyof Questions

export type Ask = <Name extends ServiceName>(name: Name, input: Questions[Name]['input']) => Promise<Questions[Name]['answer']>

/** The way to ask those who answer, each by its name; whom nobody is, never answers. */
export const asking =
  (who: { [Name in ServiceName]?: (input: Questions[Name]['input']) => Promise<Questions[Name]['answer']> }): Ask =>
  (name, input) =>
    who[name]?.(input) ?? Promise.reject(new Error(`nobody answers ${name}`))

/** `next`: when it opens; absent while it is open, or where it does not within 400 days. */
export interface Opening {
  open: boolean
  next?: Instant
}

/**
 * Why something is so: a code of the node's own, and the values of its words. Those stand beside the node, in `reasons.en.json`
 * (`{ "code": "{{value}} and words" }`) and so in each language that the editor speaks.
 */
export type Why = Reason<string>

/** What a visit comes to. A value: nothing has happened yet. */
export type Outcome = Says & Next

export interface Says {
  say?: OutgoingMessage[]
  set?: Record<string, VariableValue>
  effects?: Effect[]
  /** The language every later text is in. */
  language?: Language
  /** What was said to it is masked wherever people read, as what goes into a sensitive variable is. */
  hidden?: true
  /** For the trace: why it came to this, or what was understood. */
  note?: Why
  /** What the hand-off card remembers of this visit. */
  answer?: { label: string; value: string; choice?: boolean }
  /** Overrides how the visit counts; `go` counts as answered and `fail` as failed unless said here. */
  outcome?: VisitOutcome
}

export type Next =
  | { next: 'go'; output: string }
  | {
      next: 'wait'
      for: 'answer' | 'time'
      seconds?: number
      until?: Instant
      /** The event outside that ends it, by its name. */
      signal?: string
      memory?: Record<string, VariableValue>
    }
  | { next: 'end' }
  | { next: 'fail'; reason: Why }
  | { next: 'call'; flowId: string; return: boolean }
  | { next: 'hand-off'; team?: string; reason: string }

export interface NodeHandler<Config extends NodeConfig = NodeConfig> {
  enter(visit: Visit<Config>): Outcome | Promise<Outcome>
  resume?(visit: Visit<Config>, event: ResumeEvent): Outcome | Promise<Outcome>
  /** What it waits for has happened. */
  signal?(visit: Visit<Config>, values: Signal['values']): Outcome | Promise<Outcome>
}

/** A type with its handler, as `registry.ts` lists it for the server. */
export interface NodeType {
  description: NodeDescription
  handler: NodeHandler
}

export type Registry = ReadonlyMap<string, NodeType>

/** The constructors handlers use: `return go('valid', { set })`. */
export const go = (output: string, says?: Says): Outcome => outcomeOf('go', { output }, says)
export const wait = ({ for: what = 'answer', seconds, until, signal, memory }: Partial<Waits>, says?: Says): Outcome =>
  outcomeOf('wait', { for: what, seconds, until, signal, memory }, says)
export const end = (says?: Says): Outcome => outcomeOf('end', {}, says)
export const fail = (reason: Why, says?: Says): Outcome => outcomeOf('fail', { reason }, says)
export const call = (flowId: string, back: boolean, says?: Says): Outcome => outcomeOf('call', { flowId, return: back }, says)
export const handOff = (reason: string, team?: string, says?: Says): Outcome => outcomeOf('hand-off', { reason, team }, says)

type Waits = Extract<Next, { next: 'wait' }>
type Details = Partial<Waits & Record<'output' | 'flowId' | 'team', string> & { return: boolean; reason: string | Why }>

/**
 * Written out field by field, also those that say nothing: objects of one shape are made and read the short way, and there are
 * several outcomes in every turn.
 */
const outcomeOf = (next: Outcome['next'], details: Omit<Details, 'next'>, says: Says = nothing): Outcome =>
  ({
    next,
    say: says.say,
    set: says.set,
    effects: says.effects,
    language: says.language,
    hidden: says.hidden,
    note: says.note,
    answer: says.answer,
    outcome: says.outcome,
    output: details.output,
    for: details.for,
    seconds: details.seconds,
    until: details.until,
    signal: details.signal,
    memory: details.memory,
    reason: details.reason,
    flowId: details.flowId,
    return: details.return,
    team: details.team,
  }) as Outcome
const nothing: Says = {}

/** Types a description's config once, and forgets it for the lists. */
export const describe = <Config extends NodeConfig>(description: NodeDescription<Config>): NodeDescription =>
  description as unknown as NodeDescription
export const handle = <Config extends NodeConfig>(handler: NodeHandler<Config>): NodeHandler => handler as unknown as NodeHandler
