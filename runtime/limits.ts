import type { Outcome } from '#nodes/contract.ts'
import type { Reason } from '#schemas/reason.ts'
import type { StepCode } from '#schemas/turn.ts'
import { because } from './because.ts'
import type { TurnDraft } from './turn-draft.ts'
import { weightOf } from './weight.ts'

const kilobyte = 1024

/**
 * How much a chat may carry, in bytes. Its state stands whole in every turn and a turn is one document: so each part is bounded, and
 * what one turn says and sets as well, however many nodes it visits.
 */
export const limits = {
  /** One variable, one field or tag of the contact. */
  value: 16 * kilobyte,
  /** All variables of a session. */
  session: 256 * kilobyte,
  /** All that is kept of the contact. */
  contact: 64 * kilobyte,
  /** All that the nodes of one turn say, set and note. */
  turn: 1024 * kilobyte,
  /** All that is kept of what services answered in one turn; of more, what the nodes made of it is kept. */
  asked: 64 * kilobyte,
} as const

/** Why an outcome cannot be carried out. Undefined when it can: then its weight counts towards its turn. */
export function tooMuch(draft: TurnDraft, outcome: Outcome): Reason<StepCode> | undefined {
  const reason = (outcome.set && ofVariables(draft, outcome.set)) ?? (outcome.effects && ofContact(draft, outcome.effects))
  if (reason) return reason
  const weight = draft.weight + weightOf(outcome, limits.turn)
  if (weight > limits.turn) return than('turn-too-large', limits.turn)
  draft.weight = weight
  return undefined
}

function ofVariables({ state }: TurnDraft, set: NonNullable<Outcome['set']>): Reason<StepCode> | undefined {
  for (const name of Object.keys(set)) if (isTooLarge(set[name])) return than('variable-too-large', limits.value, { name })
  if (weightOf({ ...state.session?.variables, ...set }, limits.session) > limits.session)
    return than('variables-too-large', limits.session)
  return undefined
}

function ofContact({ state }: TurnDraft, effects: NonNullable<Outcome['effects']>): Reason<StepCode> | undefined {
  const { contact } = state
  const facts: Record<string, unknown> = { ...contact, fields: undefined }
  const fields: Record<string, unknown> = { ...contact.fields }
  const tags = new Set(contact.tags)
  for (const effect of effects) {
    if (effect.kind !== 'set-contact' && effect.kind !== 'tag') continue
    if (effect.kind === 'tag') {
      for (const tag of effect.add) {
        if (isTooLarge(tag)) return than('tag-too-large', limits.value)
        tags.add(tag)
      }
      continue
    }
    for (const [into, values] of [
      [facts, effect.contact],
      [fields, effect.fields ?? {}],
    ] as const)
      for (const [name, value] of Object.entries(values)) {
        if (isTooLarge(value)) return than('fact-too-large', limits.value, { name })
        into[name] = value
      }
  }
  return weightOf({ ...facts, fields, tags: [...tags] }, limits.contact) > limits.contact
    ? than('contact-too-large', limits.contact)
    : undefined
}

/** What a value is kept in nests as well: in a step of a turn, some levels down. */
const levelsAbove = 8
const isTooLarge = (value: unknown): boolean => weightOf(value, limits.value, levelsAbove) > limits.value
const than = (code: StepCode, bytes: number, values?: Record<string, string>): Reason<StepCode> =>
  because(code, { ...values, size: inWords(bytes) })

const inWords = (bytes: number): string => (bytes < 1024 * kilobyte ? `${bytes / kilobyte} KB` : `${bytes / 1024 / kilobyte} MB`)
