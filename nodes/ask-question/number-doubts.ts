import { wordFormsOf } from '#schemas/word-forms.ts'
import { denialsIn, isDenial } from '../denials.ts'
import { numberInWords } from './number-words.ts'

/** “Not 3”, 不是3個: the part of an answer that names a number also denies it. A plain “no” before it does not: “no, 3”. */
export function isDeniedNumber(said: string): boolean {
  return said
    .split(/[;!?،؛。，；！？、]+|[.,](?=\s|$)/u)
    .map((clause) => wordFormsOf(clause).marked)
    .some(
      (clause) =>
        (/\d/.test(clause) || numberInWords(clause) !== null) &&
        !isDenial(clause) &&
        denialsIn(clause.replace(/^(?:no|nr) (?=\d)/, '')) !== undefined,
    )
}

/** A half that is said after a number: “and a half”, 半, ครึ่ง, rưỡi, setengah, ونص. */
const half =
  / ?(?:and|&) (?:a )?half(?!\p{L})|(?<=[個个年天月日小時时杯碗包斤\d])(?<!半)半(?!\p{Script=Han})|(?<=\p{L}|\d) ?ครึ่ง(?!วัน|ราคา)|(?<=\p{L}|\d) (?:rưỡi|ruoi|setengah)(?!\p{L})| و ?(?:نص|نصف)(?!\p{L})/u

/** An answer without the half it says beside a number; null when it says none. */
export function halvesIn(said: string): { rest: string } | null {
  const found = half.exec(said)
  return found && { rest: `${said.slice(0, found.index)}${said.slice(found.index + found[0].length)}`.trim() }
}

/** Parts of one that are not read here; a number beside them is not all that was said. */
const fractions =
  /(?<!\p{L})(?:half|halves|quarters?|thirds|rưỡi|ruoi|nửa|setengah|separuh|seperempat|sepertiga|نص|نصف|ربع|ثلث|ونص|ونصف|وربع|وثلث|couple|dozens|hundreds|thousands)(?!\p{L})|半|ครึ่ง|分之|[½¼¾⅓⅔⁄]/u
export const saysFraction = (said: string): boolean => fractions.test(said)

const minus = /(?:(?:^|(?<=\s))(?:minus|negative|âm|سالب|ناقص)|負|负|ลบ) ?$/u
const minusFirst = /^(?:minus |negative |âm |سالب |ناقص |負|负|ลบ ?)/u

/** The sign that a text before a number, or at its beginning, says in a word. */
export function signOf(said: string): { sign: 1 | -1; rest: string } {
  const isBelow = minus.test(said) || minusFirst.test(said)
  return { sign: isBelow ? -1 : 1, rest: said.replace(minusFirst, '') }
}
