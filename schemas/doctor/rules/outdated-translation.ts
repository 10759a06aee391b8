import { ownLanguageName } from '../../language-names.ts'
import { problem } from '../problems.ts'
import type { Rule } from '../rule.ts'

/** Texts whose main language was written anew since they were. One problem per node and language, at the node's first text. */
export const outdatedTranslation: Rule = ({ flow, texts }) =>
  flow.nodes.flatMap(({ id: nodeId, data }) =>
    (data.outdated ?? [])
      .filter((language) => language !== flow.languages.default && flow.languages.offered.includes(language))
      .flatMap((language) => {
        const first = texts.find((text) => text.nodeId === nodeId && text.text[language]?.trim())
        if (!first) return []
        return problem('outdated-translation', {
          nodeId,
          path: first.path,
          language,
          values: { language, languageName: ownLanguageName(language) },
          fix: { do: 'focus', nodeId, path: first.path },
        })
      }),
  )
