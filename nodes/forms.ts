import traditional from 'opencc-js/dict/TSCharacters'
import { type WordForms, wordFormsOf } from '#schemas/word-forms.ts'

/** The forms of a text; folded, the traditional and the simplified character of one word are one. */
export function formsOf(text: string): WordForms {
  if (text !== lastText) [lastText, lastForms] = [text, read(text)]
  return lastForms
}

/** Every flow that is live asks after the same message. */
let lastText = ''
let lastForms = wordFormsOf('')

function read(text: string): WordForms {
  const forms = wordFormsOf(text)
  return han.test(forms.folded) ? { ...forms, folded: forms.folded.replace(eachHan, simplified) } : forms
}

const simplified = (character: string): string => simple.get(character) ?? character
const han = /\p{Script=Han}/u
const eachHan = /\p{Script=Han}/gu

/** OpenCC's table is `繁 简|體 体 …`: a character, then what it may be; the first is meant. */
const simple = new Map(traditional.split('|').map((pair) => pair.split(' ') as [string, string]))

/** One word, written with Latin marks of its own: `đúng` folds to the same as `dừng`, and is another word. */
export const hasOwnMarks = ({ marked, folded }: WordForms): boolean =>
  marked !== folded && !marked.includes(' ') && /\p{Script=Latin}/u.test(marked)

const withoutSpaces =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u
/** Whether a text holds a script that writes no spaces between words. */
export const writesNoSpaces = (text: string): boolean => withoutSpaces.test(text)
