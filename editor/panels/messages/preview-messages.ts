import type { Flow, NodeConfig } from '#schemas/flow.ts'
import type { Choice, OutgoingMessage } from '#schemas/message.ts'
import { type Language, type LocalisedText, pickText } from '#schemas/text.ts'
import { languageName } from '../../canvas/language-name.ts'
import type { Option } from '../form/options.ts'
import type { FieldSchema } from '../form/schema.ts'

/**
 * What a node would say with these settings, read off its schema: its text with its options, the flow's languages or a picture.
 * Places stay as they are written. Nothing for a node that says nothing.
 */
export function previewMessages(
  schema: FieldSchema,
  config: NodeConfig,
  languages: Flow['languages'],
  language: Language,
): OutgoingMessage[] {
  const properties = Object.entries(schema.properties ?? {})
  const named = (hint: string) => properties.find(([, property]) => property['x-field'] === hint)?.[0]
  const pick = (text: unknown) => pickText(text as LocalisedText | undefined, language, languages.default)
  const options = named('options')
  const languageNames = named('languages')
  if (properties.every(([name]) => name !== 'text')) return []
  if (options) {
    const choices = ((config[options] ?? []) as Option[]).map((option) => choiceOf(option, pick))
    return [{ kind: 'choices', text: pick(config.text), choices, button: pick(config.button), language }]
  }
  if (languageNames) {
    const names = (config[languageNames] ?? {}) as LocalisedText
    const choices = languages.offered.map((each) => ({ id: each, label: names[each] || languageName(each) }))
    const texts = languages.offered.map((each) => (config.text as LocalisedText | undefined)?.[each]).filter(Boolean)
    return [{ kind: 'choices', text: texts.join('\n'), choices, language }]
  }
  const text = pick(config.text)
  if (config.media?.url) return [{ kind: 'media', media: config.media.kind, url: config.media.url, caption: text, language }]
  return text.trim() === '' ? [] : [{ kind: 'text', text, language }]
}

const choiceOf = ({ id, label, description }: Option, pick: (text: unknown) => string): Choice => {
  const second = pick(description)
  return { id, label: pick(label), ...(second ? { description: second } : {}) }
}
