import type { ContactFacts } from '../conversation.ts'
import type { Flow, NodeConfig } from '../flow.ts'
import type { MessageTemplate } from '../message-template.ts'
import type { LocalisedText } from '../text.ts'

/** What the doctor is told of the world outside the flow. `nodes` and `runtime` know these things; schemas may not import them. */
export interface DoctorFacts {
  describe(type: string): NodeFacts | undefined
  /** What is wrong with a config by its type's own schema; `path` is a JSON Pointer into the config. */
  checkConfig(type: string, config: NodeConfig): { path: string; message: string }[]
  /** What is wrong with the placeholders of a text; undefined when nothing is. */
  checkTemplate(text: string): string | undefined
  /** The full paths a text reads: `contact.fields.role`. */
  variablesIn(text: string): string[]
  /**
   * The workspace's flows, as far as nodes name them; `live` can be gone to. Left out when unknown: then nothing is said about
   * them.
   */
  flows?: { id: string; live: boolean }[]
  /** The workspace's secrets. Left out when unknown: then nothing is said about them. */
  secrets?: { name: string; hosts: readonly string[] }[]
  /** The ids of the workspace's teams. Left out when unknown: then nothing is said about them. */
  teams?: readonly string[]
  /** The workspace's templates, as its vendors judge them. Left out when unknown: then nothing is said about them. */
  templates?: readonly Pick<MessageTemplate, 'name' | 'state'>[]
  /** Whether the workspace's opening hours are set. Left out when unknown: then nothing is said about them. */
  hoursSet?: boolean
  /** The places inside its own network that the server may call, as `ALUR_ALLOW_PRIVATE` names them. Left out when unknown: then nothing is said. */
  innerPlaces?: readonly string[]
  /** The name of the live flow that answers everybody before this one does; undefined when none does, or it is not known. */
  answersInstead?(flow: Flow): string | undefined
}

/** The part of a node type's description that the doctor reads. */
export interface NodeFacts {
  label: string
  schema: Record<string, unknown>
  outputs(config: NodeConfig): OutputFacts[]
  waits?: 'answer' | 'time'
  single?: boolean
  writes?(config: NodeConfig): string[]
  /** It does one thing or another by whether the business is open. */
  asksHours?(config: NodeConfig): boolean
  /** The address it calls, as it is written. */
  address?(config: NodeConfig): string
  /** The headers it sends along, each with the setting that names it. */
  headers?(config: NodeConfig): NamedHeader[]
  /** Keys that stand in its settings in plain text, where a secret could stand for each that does not stay. */
  keys?(config: NodeConfig): PlainKey[]
}

export interface NamedHeader {
  path: string
  name: string
}

/** `path` is the setting it stands in, `name` what it is called there: a header, a parameter of the query, a field of the body. */
export interface PlainKey {
  path: string
  name: string
  kind: string
  /** The key alone, and what stands before it, such as `Bearer `. */
  value: string
  before?: string
  /** No secret can stand where it stands: it is moved by hand, to the call that needs it. */
  stays?: true
}

export interface OutputFacts {
  name: string
  label: string | LocalisedText
  kind: 'answer' | 'no-answer' | 'invalid' | 'error'
  needed: boolean
}

/** What a text may read without anybody having set it; `scopeOf` in `runtime/visit.ts` gives them. */
export const builtInVariables = [
  'name',
  'first_name',
  'phone',
  'email',
  'language',
  'channel',
  'time_zone',
  'contact',
  'next_opening',
] as const

/** What is known of a contact: `contact.name`, `contact.fields.role`. */
export const contactFacts = [
  'id',
  'name',
  'phone',
  'email',
  'fields',
  'tags',
  'optedOut',
  'consents',
] as const satisfies readonly (keyof ContactFacts)[]

/** What a rule may look at besides variables; `nodes/condition/facts.ts` knows them. */
export const chatFacts = ['chat.language', 'chat.channel', 'chat.time', 'chat.weekday', 'chat.hours'] as const

/** Whether a flow asks if the business is open, or when it is next. */
export const asksHours = ({ nodes }: Flow, describe: DoctorFacts['describe']): boolean =>
  nodes.some(({ type, data }) => describe(type)?.asksHours?.(data.config) || JSON.stringify(data.config).includes('next_opening'))
