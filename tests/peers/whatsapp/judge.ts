import { vendorSchema } from './vendor-schema.ts'

/** What the vendor says to a body it does not take. */
export interface Verdict {
  code: 100 | 131008 | 131009
  details: string
}

type Shape = Record<string, unknown>

/** Holds a send call's body against the limits of the vendor's documents, then against the vendor's own schema. */
export function judge(body: Shape): Verdict | null {
  const verdict = envelopeOf(body) ?? limitsOf(body)
  if (verdict) return verdict
  const problems = vendorSchema()?.(body) ?? []
  return problems.length > 0 ? { code: 100, details: problems.join('; ') } : null
}

/** The same of a call that marks a message as read, with or without typing. */
export function judgeCue(body: Shape): Verdict | null {
  if (body.messaging_product !== 'whatsapp') return { code: 100, details: 'The parameter messaging_product is required.' }
  const indicator = body.typing_indicator
  if (indicator !== undefined && shape(indicator).type !== 'text') return invalid('typing_indicator.type must be text.')
  return text(body.message_id, 'message_id', 1000)
}

const missing = (what: string): Verdict => ({ code: 131008, details: `The parameter ${what} is required.` })
const invalid = (details: string): Verdict => ({ code: 131009, details })
const shape = (value: unknown): Shape => (typeof value === 'object' && value !== null ? (value as Shape) : {})
const list = (value: unknown): Shape[] => (Array.isArray(value) ? value.map(shape) : [])
const first = (checks: (() => Verdict | null)[]): Verdict | null => {
  for (const check of checks) {
    const verdict = check()
    if (verdict) return verdict
  }
  return null
}

/** A text of 1 to `max` characters, counted as the vendor's schema counts them: by code point. */
function text(value: unknown, what: string, max: number): Verdict | null {
  if (value === undefined || value === null || value === '') return missing(what)
  if (typeof value !== 'string') return invalid(`${what} must be a string.`)
  if (value.trim() === '') return invalid(`${what} must not be blank.`)
  return [...value].length > max ? invalid(`${what} length must be between 1 and ${max}.`) : null
}
const optional = (value: unknown, what: string, max: number) => (value === undefined ? null : text(value, what, max))

function envelopeOf(body: Shape): Verdict | null {
  if (body.messaging_product !== 'whatsapp') return { code: 100, details: 'The parameter messaging_product is required.' }
  if (!body.to && !body.recipient) return missing('to')
  if (body.to && !/^\+?\d{5,15}$/.test(String(body.to))) return invalid('to is not a phone number.')
  if (body.recipient && !/^[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]{1,128}$/.test(String(body.recipient)))
    return invalid('recipient is not a user id.')
  if (body.context !== undefined) {
    const verdict = text(shape(body.context).message_id, 'context.message_id', 1000)
    if (verdict) return verdict
  }
  return optional(body.biz_opaque_callback_data, 'biz_opaque_callback_data', 512)
}

function limitsOf(body: Shape): Verdict | null {
  const type = String(body.type ?? 'text')
  const part = shape(body[type])
  switch (type) {
    case 'text':
      return text(part.body, 'text.body', 4096)
    case 'image':
    case 'video':
    case 'document':
      return media(part, type)
    case 'audio':
    case 'sticker':
      return part.caption === undefined
        ? media(part, type)
        : { code: 100, details: `Unexpected key "caption" on param "${type}".` }
    case 'interactive':
      return interactive(part)
    default:
      return null
  }
}

function media(part: Shape, type: string): Verdict | null {
  if (!part.id && !part.link) return missing(`${type}.id or ${type}.link`)
  if (part.link && !/^https?:\/\/\S+$/.test(String(part.link))) return invalid(`${type}.link is not a URL.`)
  return optional(part.caption, `${type}.caption`, 1024)
}

function interactive(part: Shape): Verdict | null {
  const action = shape(part.action)
  return first([
    () => (part.type === 'button' || part.type === 'list' ? text(shape(part.body).text, 'interactive.body.text', 1024) : null),
    () => optional(shape(part.header).text, 'interactive.header.text', 60),
    () => optional(shape(part.footer).text, 'interactive.footer.text', 60),
    () => (part.type === 'button' ? buttons(list(action.buttons)) : null),
    () => (part.type === 'list' ? rows(action) : null),
  ])
}

function buttons(all: Shape[]): Verdict | null {
  if (all.length < 1 || all.length > 3) return invalid('Invalid buttons count. Min allowed buttons: 1, Max allowed buttons: 3')
  const replies = all.map((button) => shape(button.reply))
  return (
    first(replies.flatMap(({ id, title }) => [() => identifier(id, 256), () => text(title, 'Button title', 20)])) ??
    unique(
      replies.map(({ id }) => id),
      'Button ids',
    ) ??
    unique(
      replies.map(({ title }) => title),
      'Button titles',
    )
  )
}

function rows(action: Shape): Verdict | null {
  const sections = list(action.sections)
  if (sections.length < 1 || sections.length > 10) return invalid('Sections count must be between 1 and 10.')
  const all = sections.flatMap((section) => list(section.rows))
  if (all.length < 1 || all.length > 10) return invalid('Total row count exceed max allowed count: 10')
  const titles = sections.map(
    ({ title }) =>
      () =>
        sections.length > 1 ? text(title, 'Section title', 24) : optional(title, 'Section title', 24),
  )
  const limits = all.flatMap(({ id, title, description }) => [
    () => identifier(id, 200),
    () => text(title, 'Row title', 24),
    () => optional(description, 'Row description', 72),
  ])
  return (
    first([() => text(action.button, 'action.button', 20), ...titles, ...limits]) ??
    unique(
      all.map(({ id }) => id),
      'Row ids',
    )
  )
}

const identifier = (id: unknown, max: number): Verdict | null =>
  text(id, 'id', max) ?? (String(id).trim() === id ? null : invalid('id has spaces around it.'))

const unique = (values: unknown[], what: string): Verdict | null =>
  new Set(values).size === values.length ? null : invalid(`${what} must be different.`)
