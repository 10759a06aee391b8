/** A text in the three ways texts are compared, the strictest first. */
export interface WordForms {
  /** As it is written: only case, width, digits of other scripts, invisible marks and the sentence's own signs do not count. */
  exact: string
  /** Its words with their marks, without signs: `dừng` is not `đúng`. A text of nothing but emoji stays, so that 👍 can be an answer. */
  marked: string
  /** Its words without marks: `dung`. Two different words may fold to the same, so this one never decides alone. */
  folded: string
}

export function wordFormsOf(text: string): WordForms {
  const clipped = text.slice(0, longest)
  const plain = clipped.toLowerCase().trim()
  if (/^[a-z0-9]+( [a-z0-9]+)*$/.test(plain)) return { exact: plain, marked: plain, folded: plain }
  const seen = clipped.replace(unseen, '')
  const written = letters(seen).replace(/\s+/g, ' ').trim()
  const exact = written.replace(aroundSentence, '') || written
  // A sign such as ™ or ℃ must not become a word.
  const marked = letters(seen.replace(/\p{So}/gu, ' '))
    .replace(vowelPoints, '')
    .replace(shortened, '')
    .replace(notWords, ' ')
    .trim()
  if (marked === '') return { exact, marked: exact, folded: exact }
  return { exact, marked, folded: withoutMarks(marked) }
}

/**
 * A text as it is compared where marks do not matter: NFKC, lower case, Latin digits, without accents, Arabic vowel signs, punctuation,
 * emoji or doubled spaces.
 */
export const normalise = (text: string): string => wordFormsOf(text).folded

/** The same text with every script's digits as 0-9: `٢` and `๒` are 2. */
export function latinDigits(text: string): string {
  return text.replace(/[^\P{Nd}0-9]/gu, (digit) => {
    // Each script's ten digits stand in a row, so the value is the number of digits before it.
    const code = digit.codePointAt(0) as number
    let value = 0
    while (value < 9 && isDigit(code - value - 1)) value++
    return String(value)
  })
}

const isDigit = (code: number): boolean => /\p{Nd}/u.test(String.fromCodePoint(code))

/** Nobody answers a menu with more; what is longer is cut, so that reading stays fast. */
const longest = 1000

/** NFKC takes the Thai vowel ำ apart, and the dictionary of words knows it whole only. */
const letters = (text: string): string => latinDigits(text.normalize('NFKC').toLowerCase()).replace(/\u0e4d\u0e32/g, '\u0e33')

function withoutMarks(marked: string): string {
  if (/^[a-z0-9 ]*$/.test(marked)) return marked
  return marked
    .normalize('NFD')
    .replace(accents, '')
    .normalize('NFC')
    .replace(/\u0e4d\u0e32/g, '\u0e33')
    .replace(lookalikes, (letter) => twins[letter] as string)
}

/** Direction marks, joiners, variation selectors, keycaps and skin tones: they change how a text looks, not what it says. */
const unseen = /\p{Cf}|[\ufe00-\ufe0f\u20d0-\u20ff]|[\u{1f3fb}-\u{1f3ff}]/gu

/** The signs a sentence begins or ends with. `+` and `#` are not among them: C, C++ and C# are three languages. */
const sentence = '\\s.,;:!?…·。，、；：！？،؛؟¿¡"“”„«»‘’\'`()（）「」『』'
const aroundSentence = new RegExp(`^[${sentence}]+|(?<![${sentence}])[${sentence}]+$`, 'gu')

/** `I'm`, `don’t`: one word, and never the letter m or t. */
const shortened = /(?<=\p{L})['’ʼ`´](?=(?:s|m|t|d|re|ve|ll)(?![\p{L}\p{M}]))/gu

/** Signs for vowels that Arabic and Hebrew writers leave out as a habit; the hamza is none. */
const vowelPoints = /[\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u0652\u0656-\u065f\u0670\u06d6-\u06ed]/g
/** Marks that writers leave out. Thai and Indic vowel signs are letters there and stay. */
const accents = /[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed]/g
const notWords = /[^\p{L}\p{M}\p{N}]+/gu

/** Letters that people write one for the other, and that carry no separable accent. */
const twins: Record<string, string> = { đ: 'd', ł: 'l', ø: 'o', ı: 'i', ß: 'ss', ى: 'ي', ی: 'ي', ک: 'ك', ة: 'ه' }
const lookalikes = new RegExp(`[${Object.keys(twins).join('')}]`, 'g')
