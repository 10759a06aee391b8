import { foldedForPattern, patternOf } from '../pattern.ts'
import type { AskQuestionConfig } from './schema.ts'

export type TextRule = NonNullable<AskQuestionConfig['rule']>

/** The patterns behind the presets, in the language of `nodes/pattern.ts`; the first part of each label says what it is for. */
const presets: Partial<Record<TextRule, string>> = {
  digits: '9+',
  'postcode-5': '99999',
  'postcode-6': '999999',
  order: '#?A?A?A?A?-?999?9?9?9?9?9?9?9?9?9?',
  'id-hk': 'A?A999999(*)|A?A999999*',
  'id-cn': '99999999999999999*',
  'id-eg': '99999999999999',
  'id-th': '9999999999999|9-9999-99999-99-9|9 9999 99999 99 9',
  'id-vn': '999999999999|999999999',
  'id-id': '9999999999999999',
}

/** What a text question accepts of a text, as it is kept; null when its rule is not met. Digits keep their zeros: 05200 is a text. */
export function fitText(text: string, { rule, pattern, minLength = 0, maxLength = 4000 }: AskQuestionConfig): string | null {
  const kept = rule === undefined ? text : byRule(text, rule, pattern)
  if (kept === null || kept === '') return null
  const { length } = [...kept]
  return length >= minLength && length <= maxLength ? kept : null
}

/** A code is found within a sentence and kept in narrow capitals with Latin digits; digits alone also lose what groups them. */
function byRule(text: string, rule: TextRule, own: string | undefined): string | null {
  const source = rule === 'pattern' ? own : presets[rule]
  const wanted = source ? patternOf(source) : null
  if (wanted === null) return null
  const isNumber = /^9[9?+]*$/.test(source ?? '')
  const grouped = isNumber ? foldedForPattern(text).replace(/(?<=\d)[ -](?=\d)/g, '') : text
  const found = wanted.find(text) ?? wanted.find(grouped)
  return found === null ? null : foldedForPattern(found)
}
