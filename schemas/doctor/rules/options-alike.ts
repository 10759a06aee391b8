import { problem } from '../problems.ts'
import type { Rule } from '../rule.ts'
import { formsOf, listOfOption, sameWord } from '../words.ts'

/**
 * Two options of one list that differ in nothing people type: in a sign of the sentence, an emoji, or marks that many leave out. Who
 * taps is understood, who types is asked again. C, C++ and C# are told apart.
 */
export const optionsAlike: Rule = ({ words }) => {
  const seen = new Map<string, { path: string; word: string; marked: string }>()
  const told = new Set<string>()
  return words.flatMap(({ nodeId, path, language, words: word }) => {
    const list = nodeId !== undefined && listOfOption(path)
    if (!list || word.trim() === '') return []
    const { exact, marked, folded } = formsOf(word)
    const typed = marked === exact || marked === exact.replace(notTyped, '').trim() ? folded : exact
    const key = `${nodeId} ${list} ${language} ${typed}`
    const other = seen.get(key)
    if (!other) {
      seen.set(key, { path, word, marked })
      return []
    }
    // What is the same word altogether is a problem of its own.
    if (other.path === path || sameWord(other.word) === sameWord(word) || told.has(`${nodeId} ${path}`)) return []
    told.add(`${nodeId} ${path}`)
    return [
      problem('options-alike', {
        nodeId,
        path,
        language,
        values: { word, other: other.word },
        fix: { do: 'focus', nodeId, path },
      }),
    ]
  })
}

const notTyped = /[\p{So}\p{Sk}]+/gu
