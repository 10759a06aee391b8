import type { ContactFacts } from '#schemas/conversation.ts'
import type { ChannelKind, OutgoingMessage } from '#schemas/message.ts'
import { filledIn, type MessageTemplate, templateText } from '#schemas/message-template.ts'
import { type Language, type LocalisedText, pickText } from '#schemas/text.ts'
import { fill, fillInParts } from './expressions/fill.ts'
import { mayHaveGap, withoutGaps } from './expressions/without-gaps.ts'
import { firstName } from './first-name.ts'

/** Whom it is for, as its texts read them. */
export interface Addressed {
  contact: ContactFacts
  language: Language
  channel: ChannelKind
}

/** A text in somebody's language, with their own values in its places. */
export function campaignText(text: LocalisedText, to: Addressed, fallback: Language): OutgoingMessage {
  const language = languageIn(Object.keys(text), to.language) ?? languageIn(Object.keys(text), fallback) ?? Object.keys(text)[0]
  const source = pickText(text, to.language, fallback)
  return { kind: 'text', text: filledFor(source, to), ...(language ? { language } : {}) }
}

/**
 * The template in the best of these languages, with somebody's own values in its places; undefined when one of them stays empty, for the
 * vendor refuses that.
 */
export function campaignTemplate(
  templates: readonly MessageTemplate[],
  values: Readonly<Record<string, string>>,
  to: Addressed,
): OutgoingMessage | undefined {
  const template = templateFor(templates, to.language)
  if (!template) return undefined
  const own = Object.fromEntries(Object.entries(values).map(([key, value]) => [key, filledFor(value, to)]))
  const filled = filledIn(template, own)
  if ('empty' in filled) return undefined
  const { name, language } = template
  return {
    kind: 'template',
    template: { name, language, parameters: filled.parameters },
    text: templateText(template, own),
    language: language.replaceAll('_', '-'),
  }
}

/** The one in their language, else the first. */
export const templateFor = (templates: readonly MessageTemplate[], language: Language): MessageTemplate | undefined => {
  const best = languageIn(
    templates.map((one) => one.language.replaceAll('_', '-')),
    language,
  )
  return templates.find((one) => one.language.replaceAll('_', '-') === best) ?? templates[0]
}

function languageIn(offered: readonly Language[], wanted: Language): Language | undefined {
  if (offered.includes(wanted)) return wanted
  const base = wanted.split('-')[0]
  return offered.find((language) => language.split('-')[0] === base)
}

function filledFor(source: string, { contact, language, channel }: Addressed): string {
  if (!source.includes('{')) return source
  const { name, phone, email } = contact
  const scope = { name, first_name: firstName(name), phone, email, language, channel, contact }
  const text = fill(source, scope)
  return text !== source && mayHaveGap(text) ? withoutGaps(fillInParts(source, scope)) : text
}
