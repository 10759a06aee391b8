import { isCommonWord } from '../../common-words.ts'
import type { Chart } from '../chart.ts'
import { problem } from '../problems.ts'
import type { Rule } from '../rule.ts'
import { formsOf, listOfOption } from '../words.ts'

/**
 * A word that two commands claim; one that people say all the time, and would be obeyed for; and an option nobody can pick by typing
 * its label because a command takes that word first.
 */
export const commandClash: Rule = ({ flow, words }) => {
  const owner = new Map<string, string>()
  const clashes = commandWords(flow).flatMap(({ id, word }) => {
    const other = owner.get(heard(word))
    if (other === undefined) owner.set(heard(word), id)
    return other === undefined || other === id ? [] : [problem('command-clash', { values: { word, command: id, other } })]
  })
  const everyday = commandWords(flow).flatMap(({ id, word }) =>
    isCommonWord(word) ? [problem('command-common-word', { values: { word, command: id } })] : [],
  )
  const hidden = words.flatMap(({ nodeId, path, language, words: word }) => {
    if (!listOfOption(path)) return []
    const command = owner.get(heard(word))
    return command === undefined ? [] : [problem('command-hides-option', { nodeId, path, language, values: { word, command } })]
  })
  return [...clashes, ...everyday, ...hidden]
}

/** As the runtime hears a command: with its marks, without signs. */
const heard = (word: string): string => formsOf(word).marked

const commandWords = ({ settings }: Chart['flow']): { id: string; word: string }[] =>
  settings.commands.flatMap(({ id, words }) => [...new Set(Object.values(words).flat())].map((word) => ({ id, word })))
