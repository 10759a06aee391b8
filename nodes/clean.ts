import { latinDigits } from '#schemas/word-forms.ts'

/** Nobody answers a question with more; what is longer is cut, so that reading stays fast. */
const longest = 1000

/**
 * What every reader of an answer is given, so that none meets them itself: no marks that cannot be seen (direction marks, zero-width
 * spaces and joiners, soft hyphens, variation selectors), one kind of space, minus and hyphen, wide letters as narrow ones, Latin digits.
 * For reading only: a text that is kept keeps its joiners, which some scripts need.
 */
export const cleaned = (text: string, most = longest): string =>
  latinDigits(text.slice(0, most).normalize('NFKC').replace(invisible, '').replace(hyphens, '-')).replace(/\s+/g, ' ').trim()

/** A text as it is kept: without what changes its direction or cannot be seen at its ends. */
export const trimmed = (text: string): string => text.replace(directions, '').replace(ends, '')

const invisible = /\p{Default_Ignorable_Code_Point}|(?!\s)\p{Cc}/gu
const hyphens = /[\u2010-\u2013\u2212\ufe63\uff0d]/g
const directions = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g
const ends = /^[\s\u200b-\u200d\u2060\ufeff]+|(?<![\s\u200b-\u200d\u2060\ufeff])[\s\u200b-\u200d\u2060\ufeff]+$/g
