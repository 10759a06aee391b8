import { problem } from '../problems.ts'
import type { Rule } from '../rule.ts'
import { listOfOption, sameWord } from '../words.ts'

/** Two options of one list with the same label in the same language: a customer cannot tell them apart, nor can the menu. */
export const duplicateOption: Rule = ({ words }) => {
  const seen = new Set<string>()
  const said = new Set<string>()
  return words.flatMap(({ nodeId, path, language, words: word }) => {
    const list = nodeId !== undefined && listOfOption(path)
    if (!list || word.trim() === '') return []
    const key = `${nodeId} ${list} ${language} ${sameWord(word)}`
    const option = `${nodeId} ${path}`
    if (!seen.has(key) || said.has(option)) {
      seen.add(key)
      return []
    }
    said.add(option)
    return [problem('duplicate-option', { nodeId, path, language, values: { word }, fix: { do: 'focus', nodeId, path } })]
  })
}
