import { ownLanguageName } from '../../language-names.ts'
import { problem } from '../problems.ts'
import type { Rule } from '../rule.ts'

/** A main language that is not offered, and texts in languages nobody is offered: work that no customer will see. */
export const unknownLanguage: Rule = ({ flow, words }) => {
  const { default: main, offered } = flow.languages
  const known = new Set(offered.flatMap((language) => [language, language.split('-')[0]]))
  const said = new Set<string>()
  const strange = words.flatMap(({ nodeId, path, language, words: text }) => {
    if (known.has(language) || language === main || text.trim() === '') return []
    const once = `${nodeId} ${language}`
    if (said.has(once)) return []
    said.add(once)
    return [
      problem('unknown-language', { nodeId, path, language, values: { language, languageName: ownLanguageName(language) } }),
    ]
  })
  const values = { language: main, languageName: ownLanguageName(main) }
  return [...(offered.includes(main) ? [] : [problem('unknown-language', { language: main, values })]), ...strange]
}
