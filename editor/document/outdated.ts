import { fieldsOf } from '#schemas/fields-of.ts'
import type { Flow, FlowNode, NodeConfig } from '#schemas/flow.ts'
import type { Language, LocalisedText } from '#schemas/text.ts'
import { textsIn } from '#schemas/texts.ts'
import { descriptionOf } from './catalogue.ts'

/**
 * The languages a node is outdated in once its config is `after`: a text was written anew in the main language, and not in these. Whoever
 * writes in a language has looked at the node in it.
 */
export function outdatedAfter(before: FlowNode, after: NodeConfig, { default: main, offered }: Flow['languages']): Language[] {
  const outdated = new Set(before.data.outdated)
  const old = textsAt(before.type, before.data.config)
  for (const [path, text] of textsAt(before.type, after)) {
    const was = old.get(path)
    if (!was) continue
    const isRewritten = words(was, main) !== '' && words(text, main) !== '' && words(was, main) !== words(text, main)
    for (const language of offered) {
      if (words(was, language) !== words(text, language)) outdated.delete(language)
      else if (isRewritten && words(text, language) !== '') outdated.add(language)
    }
  }
  return offered.filter((language) => language !== main && outdated.has(language))
}

const words = (text: LocalisedText, language: Language): string => text[language]?.trim() ?? ''

function textsAt(type: string, config: NodeConfig): Map<string, LocalisedText> {
  const description = descriptionOf(type)
  return new Map(description ? textsIn(fieldsOf(description.schema, config)).map(({ path, text }) => [path, text]) : [])
}
