import type { TemplateMessage } from '#schemas/message.ts'
import {
  filledIn,
  type MessageTemplate,
  placeKey,
  type TemplateParameter,
  type TemplateRefusal,
  templateText,
} from '#schemas/message-template.ts'
import { pickText } from '#schemas/text.ts'
import { go, handle, type Outcome, type Visit, type Why, wait } from '../contract.ts'
import { understand } from '../understand.ts'
import { says } from './says.ts'
import type { TemplateMessageConfig } from './schema.ts'

type TemplateVisit = Visit<TemplateMessageConfig>

export const handler = handle<TemplateMessageConfig>({
  enter(visit) {
    const { channel, sendsTemplates } = visit
    if (refuses(visit))
      return go('refused', { note: { code: 'no-consent', values: { purpose: visit.config.purpose ?? 'service' } } })
    if (!sendsTemplates) return said(visit, says(visit))
    return sent(visit, channel.id)
  },
  resume(visit, event) {
    if (event.kind === 'timeout') return go('no-answer')
    const { config, languages, language, node } = visit
    const { replies = [] } = config
    const picks = replies.map(({ id, label }) => ({ id, label }))
    const understood = understand(event.content, picks, {
      languages: [language, languages.default, ...languages.offered],
      freely: true,
    })
    const reply = replies.find(({ id }) => id === understood?.id)
    if (!reply) return go('other')
    const value = pickText(reply.label, languages.default, languages.default)
    return go(reply.id, { answer: { label: node.name, value, choice: true } })
  },
})

/** Service goes to all who did not say no, every other purpose to those only who said yes. */
function refuses({ contact, config: { purpose = 'service' } }: TemplateVisit): boolean {
  const said = contact.consents?.[purpose]
  return purpose === 'service' ? said === 'refused' : said !== 'given'
}

async function sent(visit: TemplateVisit, channelId: string): Promise<Outcome> {
  const { config, language, languages, services } = visit
  const tags = [...new Set([language, languages.default, ...languages.offered])]
  const answer = await services.ask('template', { channelId, name: config.template, languages: tags })
  if ('why' in answer) return go('not-approved', { note: reasons[answer.why](config.template) })
  const { template, language: tag } = answer
  const values = valuesOf(visit, template, tag, answer.files)
  const filled = filledIn(template, values)
  if ('empty' in filled)
    return go('not-approved', {
      note: { code: 'empty-place', values: { template: config.template, place: filled.empty[0] ?? '' } },
    })
  const message: TemplateMessage = {
    kind: 'template',
    template: {
      name: template.name,
      language: template.language,
      parameters: [...filled.parameters, ...repliesOf(visit, template, tag)],
    },
    text: templateText(template, values),
    language: template.language.replaceAll('_', '-'),
  }
  return said(visit, [message])
}

/** Buttons that answer are waited for; without any the chat goes on. */
const said = ({ config: { replies = [], noAnswerSeconds } }: TemplateVisit, say: Outcome['say']): Outcome =>
  replies.length === 0 ? go('next', { say: say ?? [] }) : wait({ seconds: noAnswerSeconds }, { say: say ?? [] })

/** In the language of the template, whichever the person’s is; WhatsApp takes no line breaks and no wide gaps in a place. */
function valuesOf(
  { config, fill, languages }: TemplateVisit,
  template: MessageTemplate,
  tag: string,
  files: string,
): Record<string, string> {
  const media = new Set(template.places.flatMap((place) => (place.media ? placeKey(place) : [])))
  return Object.fromEntries(
    (config.values ?? []).map(({ place, text }) => {
      const value = fill(pickText(text, tag, languages.default))
        .replace(/\s+/g, ' ')
        .trim()
      return [place, media.has(place) && value.startsWith('/files/') ? files + value : value]
    }),
  )
}

/** What comes back when a button is tapped: the way out that has its label. */
function repliesOf(
  { config: { replies = [] }, languages }: TemplateVisit,
  { actions = [] }: MessageTemplate,
  tag: string,
): TemplateParameter[] {
  let at = 0
  return actions.flatMap((action, button): TemplateParameter[] => {
    if (action.kind !== 'reply') return []
    const byLabel = replies.find(({ label }) => pickText(label, tag, languages.default) === action.label)
    const reply = byLabel ?? replies[at]
    at += 1
    return reply ? [{ in: 'button', button, as: 'reply', value: reply.id }] : []
  })
}

const reasons: Record<TemplateRefusal, (template: string) => Why> = {
  unknown: (template) => ({ code: 'unknown', values: { template } }),
  pending: (template) => ({ code: 'pending', values: { template } }),
  rejected: (template) => ({ code: 'rejected', values: { template } }),
  off: (template) => ({ code: 'off', values: { template } }),
  beyond: (template) => ({ code: 'beyond', values: { template } }),
}
