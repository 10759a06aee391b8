/** A run of words that stays, goes or comes. */
export interface TextPart {
  kind: 'same' | 'removed' | 'added'
  text: string
}

/** Past this many words on a side, the whole text counts as rewritten: the table below would be too large. */
const tooLong = 400

/** What changed between two texts, word by word; scripts without spaces are compared letter by letter. */
export function textDifference(before: string, after: string): TextPart[] {
  const [old, young] = [wordsOf(before), wordsOf(after)]
  if (old.length > tooLong || young.length > tooLong) return rewritten(before, after)
  // lengths[i][j]: how many words the two ends after i and j have in common, in order.
  const lengths = Array.from({ length: old.length + 1 }, () => new Uint16Array(young.length + 1))
  const at = (i: number, j: number) => lengths[i]?.[j] ?? 0
  for (let i = old.length - 1; i >= 0; i -= 1)
    for (let j = young.length - 1; j >= 0; j -= 1)
      (lengths[i] as Uint16Array)[j] = old[i] === young[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
  const parts: TextPart[] = []
  let [i, j] = [0, 0]
  while (i < old.length || j < young.length) {
    if (i < old.length && old[i] === young[j]) {
      push(parts, 'same', old[i] as string)
      i += 1
      j += 1
    } else if (j >= young.length || (i < old.length && at(i + 1, j) >= at(i, j + 1))) push(parts, 'removed', old[i++] as string)
    else push(parts, 'added', young[j++] as string)
  }
  return parts
}

const rewritten = (before: string, after: string): TextPart[] => [
  ...(before ? [{ kind: 'removed' as const, text: before }] : []),
  ...(after ? [{ kind: 'added' as const, text: after }] : []),
]

const wordsOf = (text: string): string[] =>
  text.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|[\p{L}\p{M}\p{N}]+|\s+|./gsu) ?? []

function push(parts: TextPart[], kind: TextPart['kind'], text: string): void {
  const last = parts.at(-1)
  if (last?.kind === kind) last.text += text
  else parts.push({ kind, text })
}
