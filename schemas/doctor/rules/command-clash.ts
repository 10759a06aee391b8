import type { Chart } from '../chart.ts'
import type { Rule } from '../examine.ts'
import { problem } from '../problems.ts'
import { listOfOption, sameWord } from '../words.ts'

/** A word that two commands claim, and an option nobody can pick by typing its label because a command takes that word first. */
export const commandClash: Rule = ({ flow, words }) => {
  const owner = new Map<string, string>()
  const clashes = commandWords(flow).flatMap(({ id, word }) => {
    const other = owner.get(sameWord(word))
    if (other === undefined) owner.set(sameWord(word), id)
    return other === undefined || other === id ? [] : [problem('command-clash', { values: { word, command: id, other } })]
  })
  const hidden = words.flatMap(({ nodeId, path, language, words: word }) => {
    if (!listOfOption(path)) return []
    const command = owner.get(sameWord(word))
    return command === undefined ? [] : [problem('command-hides-option', { nodeId, path, language, values: { word, command } })]
  })
  return [...clashes, ...hidden]
}

const commandWords = ({ settings }: Chart['flow']): { id: string; word: string }[] =>
  settings.commands.flatMap(({ id, words }) => [...new Set(Object.values(words).flat())].map((word) => ({ id, word })))
