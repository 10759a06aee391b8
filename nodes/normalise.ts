/**
 * A text as it is compared: NFKC, lower case, Latin digits, without accents, Arabic vowel signs, punctuation, emoji or
 * doubled spaces. A text of nothing but emoji stays, so that 👍 can be an answer.
 */
export function normalise(text: string): string {
  const plain = text.slice(0, longest).normalize('NFKC').toLowerCase().trim()
  if (/^[a-z0-9]+( [a-z0-9]+)*$/.test(plain)) return plain
  // NFKC takes the Thai vowel ำ apart, and the dictionary of words knows it whole only.
  const folded = latinDigits(plain)
    .normalize('NFD')
    .replace(accents, '')
    .normalize('NFC')
    .replace(/\u0e4d\u0e32/g, '\u0e33')
    .replace(lookalikes, (letter) => twins[letter] as string)
  const words = folded.replace(notWords, ' ').trim().replace(/ +/g, ' ')
  return words === '' ? plain : words
}

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

/** Marks that writers leave out. Thai and Indic vowel signs are letters there and stay. */
const accents = /[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed]|[\u20d0-\u20ff]|[\ufe00-\ufe0f]/g
const notWords = /[^\p{L}\p{M}\p{N}]+/gu

/** Letters that people write one for the other, and that carry no separable accent. */
const twins: Record<string, string> = { đ: 'd', ł: 'l', ø: 'o', ı: 'i', ß: 'ss', ى: 'ي', ی: 'ي', ک: 'ك', ة: 'ه' }
const lookalikes = new RegExp(`[${Object.keys(twins).join('')}]`, 'g')
