import type { FilledPart } from '#nodes/contract.ts'

/**
 * A filled text as a person would have written it who had nothing to put into a place: “Hi {{ first_name }}!” is “Hi!”, and
 * “{{ first_name }}, how are you?” begins with “How”. Where every place has a value the text is as it was filled.
 */
export function withoutGaps(parts: FilledPart[]): string {
  let text = ''
  let gap = false
  for (const part of parts) {
    const words = typeof part === 'string' ? part : part.text
    if (words === '') gap = true
    else if (gap && typeof part === 'string') {
      text = joined(text, part)
      gap = false
    } else {
      text += words
      gap = false
    }
  }
  return gap ? withoutSpaces(text) : text
}

/** Whether a text that was filled may have a gap where a value was empty: asked of every text, so that few are looked at. */
export const mayHaveGap = (text: string): boolean => gap.test(text)

function joined(before: string, after: string): string {
  if (/(^|\n)$/.test(before)) {
    const [comma] = /^\s*[,，、،][^\S\n]*/.exec(after) ?? []
    const rest = after.slice(comma?.length ?? 0).replace(spacesAtStart, '')
    return before + (comma === undefined ? rest : rest.replace(/^\p{Ll}/u, (letter) => letter.toLocaleUpperCase()))
  }
  return (closes.test(after) ? withoutSpaces(before) : before) + after
}

/** But with the line breaks at its end. A pattern would look at a long run of spaces once from each of them. */
function withoutSpaces(text: string): string {
  let end = text.length
  while (end > 0 && space.test(text[end - 1] as string)) end--
  return text.slice(0, end)
}

const space = /[^\S\n]/
const spacesAtStart = /^[^\S\n]+/
/** What stands close to the word before it. */
const closes = /^([^\S\n]|\n|$|[!,.?;…！，。？；、،؟؛])/
const gap = /(^|\n)[^\S\n]*[,，、،]|[^\S\n]([!,.?;…！，。？；、،؟؛]|[^\S\n]|\n|$)|(^|\n)[^\S\n]/
