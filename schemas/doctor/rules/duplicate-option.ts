import type { Rule } from '../examine.ts'
import { problem } from '../problems.ts'
import { sameWord } from '../words.ts'

/** Two options of one list with the same label in the same language: a customer cannot tell them apart, nor can the menu. */
export const duplicateOption: Rule = ({ texts }) => {
  const seen = new Set<string>()
  return texts.flatMap(({ nodeId, path, text }) => {
    const list = /^(.*)\/\d+\/label$/.exec(path)?.[1]
    if (nodeId === undefined || list === undefined) return []
    const again = Object.entries(text).find(([language, label]) => {
      const key = `${nodeId} ${list} ${language} ${sameWord(label)}`
      const known = label.trim() !== '' && seen.has(key)
      seen.add(key)
      return known
    })
    if (!again) return []
    const [language, word] = again
    return [problem('duplicate-option', { nodeId, path, language, values: { word }, fix: { do: 'focus', nodeId, path } })]
  })
}
