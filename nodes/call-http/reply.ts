import { parse } from 'lossless-json'
import type { VariableValue } from '#schemas/conversation.ts'
import { nestsTooDeep } from '#schemas/json-depth.ts'
import { withoutNul } from '#schemas/json-nul.ts'

/** A JSON reply as plain data; undefined when it is none. A number that would lose digits is kept as text: ids are often that long. */
export function replyOf(given: string): VariableValue | undefined {
  if (nestsTooDeep(given)) return undefined
  const body = withoutNul(given)
  try {
    // The parser that keeps digits is some ten times slower, and hardly any reply needs it.
    if (!mayLoseDigits.test(body)) return JSON.parse(body) as VariableValue
    return parse(body, undefined, {
      parseNumber: (digits) => {
        const number = Number(digits)
        // Only whole numbers are ids; that a decimal is rounded in its seventeenth digit is how decimals are.
        return Number.isSafeInteger(number) || (Number.isFinite(number) && !Number.isInteger(number)) ? number : digits
      },
      // As JSON.parse: the last one counts.
      onDuplicateKey: ({ newValue }) => newValue,
    }) as VariableValue
  } catch {
    return undefined
  }
}

/** 2^53 has 16 digits; a number with an exponent can be beyond it in four characters. */
const mayLoseDigits = /\d{16}|\d[eE]\+?\d/

/** The path of a mapping as `read` takes it: `$` is the reply itself, as in JSONPath. */
export const pathInReply = (path: string): string => path.trim().replace(/^\$(?=\[)|^\$\./, '')
