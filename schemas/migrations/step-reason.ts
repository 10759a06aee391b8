import type { Migration } from './migration.ts'

type Json = Record<string, unknown>

/** To schemaVersion 4. Why a visit ended was a sentence, and is a code with the values of its words. */
export const stepReasons: Migration = (turn) => (Array.isArray(turn.steps) ? { ...turn, steps: turn.steps.map(ofStep) } : turn)

const ofStep = (step: unknown): unknown =>
  isObject(step) && typeof step.reason === 'string' ? { ...step, reason: codeOf(step.reason, step) } : step

/** What a turn's nodes asked of services, as it was sealed before: an outcome's note was a sentence, and a failed call had no code. */
export function askedWithCodes<T>(asked: T[]): T[] {
  return asked.map((one: unknown) => {
    if (!isObject(one)) return one
    const { made, failed } = one
    if (isObject(made)) return { ...one, made: { ...made, ...inCode(made, 'note'), ...inCode(made, 'reason') } }
    if (isObject(failed) && failed.name === 'EgressError' && failed.reason === undefined)
      return { ...one, failed: { ...failed, reason: calls[String(failed.message)] } }
    return one
  }) as T[]
}

const inCode = (made: Json, field: 'note' | 'reason'): Json =>
  typeof made[field] === 'string' && made.next !== 'hand-off' ? { [field]: codeOf(made[field]) } : {}

function codeOf(sentence: string, { nodeType, did, output }: Json = {}): Json {
  if ((nodeType === 'condition' || nodeType === 'split') && did === 'go' && sentence !== 'no branch is true')
    return { code: nodeType === 'split' ? 'way' : 'branch', values: { label: sentence } }
  if (Object.hasOwn(plain, sentence)) return { code: plain[sentence] }
  for (const [pattern, code] of patterns) {
    const values = pattern.exec(sentence)?.groups
    if (values) return { code, values: { ...values } }
  }
  const { call, why = '' } = /^(?<call>[A-Z]+ .*?) → (?:not sent: )?(?<why>\D.*)$/s.exec(sentence)?.groups ?? {}
  const code = call !== undefined && output === 'error' ? (calls[why] ?? unsent[why]) : undefined
  return code ? { code, values: { call } } : { code: 'told', values: { words: sentence } }
}

/** The sentences that the house and its nodes said until then. */
const plain: Readonly<Record<string, string>> = {
  'asked again': 'asked-again',
  'an agent took the chat': 'agent-took',
  'an agent closed the chat': 'agent-closed',
  'Answered from the channel’s own app': 'answered-elsewhere',
  'said STOP, so is not reminded': 'said-stop',
  'The flow was unpublished': 'unpublished',
  'the chat was deleted': 'chat-deleted',
  'opened the chat and wrote nothing': 'only-opened',
  'the answer window closed': 'no-answer-in-time',
  'too many chats of their network wait already': 'crowded',
  'the flow it goes to is not published': 'flow-not-published',
  'flows call each other without end': 'flows-without-end',
  'that time has already passed': 'passed',
  'no branch is true': 'none',
  'there is only one language': 'only-one',
  'not understood, went on in the main language': 'not-understood',
  'no flow is chosen': 'no-flow',
}

const patterns: readonly (readonly [RegExp, string])[] = [
  [/^typed “(?<typed>.*)”, read as (?<value>.*)$/s, 'typed'],
  [/^chose (?<language>.*) before$/s, 'known'],
  [/^said “(?<command>.*)”$/s, 'said-command'],
  [/^the node (?<node>\S*) is gone$/, 'node-gone'],
  [/^there is no node (?<node>\S*) this program knows$/, 'node-unknown'],
  [/^visited (?<visits>\d+) nodes without waiting for anyone: (?<names>.*) …$/s, 'no-end'],
  [/^took longer than (?<seconds>[\d.]+) seconds$/, 'took-too-long'],
  [/^the nodes of one turn would say and keep more than (?<size>.*)$/, 'turn-too-large'],
  [/^the variables of this chat would hold more than (?<size>.*)$/, 'variables-too-large'],
  [/^the variable (?<name>.*) would hold more than (?<size>.*)$/, 'variable-too-large'],
  [/^a tag would hold more than (?<size>.*)$/, 'tag-too-large'],
  [/^the contact’s (?<name>.*) would hold more than (?<size>.*)$/s, 'fact-too-large'],
  [/^what is kept of the contact would be more than (?<size>.*)$/, 'contact-too-large'],
  [/^there is no date in (?<variable>.*)$/s, 'no-date'],
  [/^(?<call>[A-Z]+ .*) → (?<status>\d{3})$/s, 'answered'],
  [/^(?<call>[A-Z]+ .*) → (?<status>\d{3}), the reply is not JSON$/s, 'not-json'],
]

/** Why a call did not come to an answer. */
const calls: Readonly<Record<string, string>> = {
  'the address is not a valid URL': 'bad-url',
  'only http and https addresses can be called': 'scheme',
  'an address must not carry a user name or password': 'credentials',
  'this port may not be called': 'port',
  'the address is inside a private network, and the server’s ALUR_ALLOW_PRIVATE does not name it': 'private-address',
  'the request has a header or method that cannot be sent': 'bad-request',
  'the server could not be reached': 'unreachable',
  'the server took too long to answer': 'timeout',
  'the answer is larger than allowed': 'too-large',
  'the server redirects too often': 'too-many-redirects',
  'a secret that it names does not exist': 'no-secret',
  'a secret that it names cannot be read any more and has to be given again': 'lost-secret',
  'a secret that it names may not go to this host': 'secret-host',
  'a secret only goes to an address that begins with https://': 'secret-in-clear',
  'the body is no JSON object, so a secret does not fit in': 'secret-body',
}

/** Why there was nothing to call. */
const unsent: Readonly<Record<string, string>> = {
  'the body is no JSON object, so no field fits in': 'body-no-object',
  'a value in the name of the server is no part of a name': 'out-of-host',
  'a value would lead out of its place in the path': 'out-of-path',
  'a value that the path needs is empty': 'empty-in-path',
}

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)
