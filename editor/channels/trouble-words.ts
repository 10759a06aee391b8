import i18next from 'i18next'
import { anyTroubleCodes, type TroubleReason } from '#schemas/channel-trouble.ts'
import type { ChannelKind } from '#schemas/message.ts'

/** What is wrong with a channel, and what those who run it can do, in the reader's language. */
export function troubleWords(kind: ChannelKind, { code, values = {} }: TroubleReason): { found: string; wayOut: string } {
  const whose = (anyTroubleCodes as readonly string[]).includes(code) ? 'any' : kind
  const why: Record<string, string> = values.why === undefined ? {} : { why: say(`address.${values.why}`, {}) }
  const [found, wayOut] = (['found', 'wayOut'] as const).map((part) =>
    say(`trouble.${whose}.${code}.${part}`, { words: '', wayOut: '', details: '', ...values, ...why }).trim(),
  ) as [string, string]
  return { found, wayOut }
}

/** The keys differ by kind, so no type knows them; a house test knows that each code of each kind has its words. */
const say = (key: string, values: Record<string, string>): string => i18next.t(`channels:${key}` as never, values)
