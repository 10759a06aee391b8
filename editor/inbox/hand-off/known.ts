import type { TFunction } from 'i18next'
import type { ConversationDetail } from '#schemas/api/inbox.ts'
import type { ContactFacts, FieldValue, HandOffReason } from '#schemas/conversation.ts'

/** One thing known about a customer. A `code` (a number, an address) reads from the left in every script. */
export interface Fact {
  label: string
  value: string
  lang?: string
  code?: boolean
}

type Known = Pick<ConversationDetail, 'handOff' | 'state'>

/** The choices that led here: of the hand-off, else of the flow that is still running. */
export const pathOf = ({ handOff, state: { session } }: Known): string[] =>
  handOff?.path ?? session?.answers.filter(({ choice }) => choice).map(({ value }) => value) ?? []

/** Why a person was asked for, in the reader's language. */
export const whyOf = (t: TFunction<'inbox'>, { code, values }: HandOffReason): string =>
  t(`why.reason.${code}`, { words: '', ...values })

/** What the customer was asked and said. */
export const answersOf = ({ handOff, state: { session } }: Known): Fact[] =>
  (handOff?.answers ?? session?.answers ?? []).map(({ label, value }) => ({ label, value }))

/** What is kept of a person beyond this chat. The language has its own line. */
export function factsOf(
  { phone, email, fields }: ContactFacts,
  words: { phone: string; email: string; yes: string; no: string },
): Fact[] {
  const said = (value: FieldValue) =>
    typeof value === 'boolean' ? (value ? words.yes : words.no) : Array.isArray(value) ? value.join(', ') : String(value)
  return [
    ...(phone ? [{ label: words.phone, value: phone, code: true }] : []),
    ...(email ? [{ label: words.email, value: email, code: true }] : []),
    ...Object.entries(fields)
      .filter(([name]) => name !== 'language')
      .map(([label, value]) => ({ label, value: said(value) })),
  ]
}
