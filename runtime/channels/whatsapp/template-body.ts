import { placeKey, placeNames, type TemplateButton, type TemplateDraft } from '#schemas/message-template.ts'

/** Named places, or numbered ones: the vendor is told which, for the template as a whole. */
const isNamed = ({ header, body }: TemplateDraft): boolean =>
  placeNames(body + (header?.kind === 'text' ? header.text : '')).some((name) => !/^\d+$/.test(name))

/** The parts of a template as `POST /{account}/message_templates` takes them. `handle`: what the vendor knows the header's example by. */
export function componentsOf(draft: TemplateDraft, handle?: string): Record<string, unknown>[] {
  const { header, body, footer, buttons } = draft
  return [
    ...(header?.kind === 'text'
      ? [{ type: 'HEADER', format: 'TEXT', text: header.text, ...examplesIn(draft, 'header', header.text) }]
      : []),
    ...(header && header.kind !== 'text'
      ? [{ type: 'HEADER', format: header.kind.toUpperCase(), ...(handle ? { example: { header_handle: [handle] } } : {}) }]
      : []),
    { type: 'BODY', text: body, ...examplesIn(draft, 'body', body) },
    ...(footer ? [{ type: 'FOOTER', text: footer }] : []),
    ...(buttons.length > 0 ? [{ type: 'BUTTONS', buttons: buttons.map((button, at) => buttonOf(button, at, draft)) }] : []),
  ]
}

/** The whole of it, as a new one is sent for approval. */
export const templateBody = (draft: TemplateDraft, handle?: string): Record<string, unknown> => ({
  name: draft.name,
  language: draft.language,
  category: draft.category,
  parameter_format: isNamed(draft) ? 'NAMED' : 'POSITIONAL',
  components: componentsOf(draft, handle),
})

function examplesIn(draft: TemplateDraft, part: 'header' | 'body', text: string): { example?: object } {
  const names = placeNames(text)
  if (names.length === 0) return {}
  const shown = (name: string): string => draft.examples[placeKey({ in: part, name })]?.trim() ?? ''
  if (isNamed(draft))
    return { example: { [`${part}_text_named_params`]: names.map((name) => ({ param_name: name, example: shown(name) })) } }
  const numbered = names.sort((a, b) => Number(a) - Number(b)).map(shown)
  return { example: part === 'body' ? { body_text: [numbered] } : { header_text: numbered } }
}

function buttonOf(button: TemplateButton, at: number, { examples }: TemplateDraft): object {
  switch (button.kind) {
    case 'reply':
      return { type: 'QUICK_REPLY', text: button.label }
    case 'phone':
      return { type: 'PHONE_NUMBER', text: button.label, phone_number: button.phone }
    case 'code':
      return { type: 'COPY_CODE', example: examples[placeKey({ in: 'button', button: at })] ?? '' }
    case 'url': {
      const [name] = placeNames(button.url)
      const shown = name === undefined ? undefined : examples[placeKey({ in: 'button', button: at, name })]?.trim()
      const [before = ''] = button.url.split('{{')
      return { type: 'URL', text: button.label, url: button.url, ...(shown ? { example: [before + shown] } : {}) }
    }
  }
}
