import { problem } from '../problems.ts'
import type { Rule } from '../rule.ts'

/** A text the flow cannot do without that says nothing in the flow's main language, which every other language falls back to. */
export const emptyText: Rule = ({ flow, texts }) => {
  const { default: language } = flow.languages
  return texts
    .filter(({ text, required }) => required && !text[language]?.trim())
    .map(({ nodeId, path, label }) =>
      problem('empty-text', {
        nodeId,
        path,
        language,
        values: { label },
        ...(nodeId === undefined ? {} : { fix: { do: 'focus', nodeId, path } }),
      }),
    )
}
