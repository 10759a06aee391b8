import { groupBy } from '../../group-by.ts'
import { ownLanguageName } from '../../language-names.ts'
import type { Language, LocalisedText } from '../../text.ts'
import type { FlowText } from '../../texts.ts'
import { problem } from '../problems.ts'
import type { Rule } from '../rule.ts'

/** Texts that have words, but not in every language the flow offers. One problem per node and language, at the first such text. */
export const missingTranslation: Rule = ({ flow, texts }) => {
  const written = texts.filter(({ text }) => Object.values(text).some((words) => words.trim() !== ''))
  const perNode = groupBy(written, ({ nodeId }) => nodeId)
  return flow.languages.offered.flatMap((language) =>
    [...perNode].flatMap(([nodeId, ofNode]) => {
      const missing = ofNode.filter(({ text }) => !speaks(text, language))
      const first: FlowText | undefined = missing[0]
      // An empty text in the main language is an error of its own.
      if (!first || (language === flow.languages.default && first.required)) return []
      return [
        problem('missing-translation', {
          nodeId,
          path: first.path,
          language,
          values: { language, languageName: ownLanguageName(language), count: missing.length },
          ...(nodeId === undefined ? {} : { fix: { do: 'focus', nodeId, path: first.path } }),
        }),
      ]
    }),
  )
}

/** `zh-Hant` is also served by a text in `zh`. */
const speaks = (text: LocalisedText, language: Language): boolean =>
  Boolean(text[language]?.trim() || text[language.split('-')[0] as string]?.trim())
