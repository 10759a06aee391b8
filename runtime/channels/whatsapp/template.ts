import {
  type MessageTemplate,
  placeNames,
  type TemplateButton,
  type TemplateMedia,
  type TemplatePlace,
  templateMedia,
} from '#schemas/message-template.ts'
import { list, record, text } from '../shape.ts'

/** One of the account's templates as `GET /{account}/message_templates` tells it; undefined for what is none. Never throws. */
export function templateOf(told: unknown): MessageTemplate | undefined {
  const { id, name, language, status, category, components, rejected_reason, quality_score } = record(told)
  const parts = list(components).map(record)
  const body = text(parts.find(({ type }) => type === 'BODY')?.text)
  if (!text(name) || !text(language) || body === undefined) return undefined
  const header = headerOf(parts.find(({ type }) => type === 'HEADER'))
  const footer = text(parts.find(({ type }) => type === 'FOOTER')?.text)
  const buttons = list(parts.find(({ type }) => type === 'BUTTONS')?.buttons).map(record)
  const example = record(parts.find(({ type }) => type === 'BODY')?.example)
  const beyond = parts.some(({ type }) => !known.has(String(type))) || header === 'beyond' || buttons.some(isBeyond)
  const actions = buttons.map(actionOf)
  const quality = qualityOf(record(quality_score).score)
  const why = whyOf(rejected_reason)
  return {
    ...(text(id) ? { id: String(id) } : {}),
    name: String(name),
    language: String(language),
    ...(text(category) ? { category: String(category) } : {}),
    state: stateOf(status),
    ...(why ? { why } : {}),
    ...(quality ? { quality } : {}),
    ...(header && header !== 'beyond' ? { header: header.shown } : {}),
    body,
    ...(footer ? { footer } : {}),
    buttons: buttons.map((button) => text(button.text) ?? ''),
    ...(actions.every((action) => action !== undefined) ? { actions } : {}),
    places: [
      ...(header && header !== 'beyond' ? header.places : []),
      ...placeNames(body).map(
        (place, at): TemplatePlace => ({ in: 'body', name: place, ...exampleAt(example, 'body', place, at) }),
      ),
      ...buttons.flatMap((button, at) => buttonPlaces(button, at)),
    ],
    ...(beyond ? { beyond: true } : {}),
  }
}

/** The vendor's word for a state, also of webhooks; what it switched off in whatever way is `off`. */
export const stateOf = (status: unknown): MessageTemplate['state'] => states[String(status)] ?? 'off'

/** The vendor's own name for why, such as INVALID_FORMAT; nothing else is taken over. */
export const whyOf = (reason: unknown): string | undefined =>
  typeof reason === 'string' && reason !== 'NONE' && /^[A-Z][A-Z_]{1,60}$/.test(reason) ? reason : undefined

const qualities: Record<string, MessageTemplate['quality']> = { GREEN: 'high', YELLOW: 'medium', RED: 'low' }
/** GREEN, YELLOW or RED; as long as it is UNKNOWN nothing is said. */
export const qualityOf = (score: unknown): MessageTemplate['quality'] => qualities[String(score)]

const states: Record<string, MessageTemplate['state']> = {
  APPROVED: 'approved',
  PENDING: 'pending',
  IN_APPEAL: 'pending',
  // A webhook’s word for one that waits again.
  IN_REVIEW: 'pending',
  PENDING_REVIEW: 'pending',
  // Approved again, after a pause.
  REINSTATED: 'approved',
  FLAGGED: 'approved',
  REJECTED: 'rejected',
}

const known = new Set(['HEADER', 'BODY', 'FOOTER', 'BUTTONS'])
/** Buttons that need nothing when they are sent, the end of an address, or a code. */
const plain = new Set(['QUICK_REPLY', 'PHONE_NUMBER', 'URL', 'VOICE_CALL', 'COPY_CODE'])
const isBeyond = ({ type }: Record<string, unknown>): boolean => !plain.has(String(type))

function actionOf({ type, text: words, url, phone_number }: Record<string, unknown>): TemplateButton | undefined {
  const label = text(words) ?? ''
  if (type === 'QUICK_REPLY') return { kind: 'reply', label }
  if (type === 'URL') return { kind: 'url', label, url: text(url) ?? '' }
  if (type === 'PHONE_NUMBER') return { kind: 'phone', label, phone: text(phone_number) ?? '' }
  return type === 'COPY_CODE' ? { kind: 'code' } : undefined
}

function headerOf(
  header: Record<string, unknown> | undefined,
): { shown: NonNullable<MessageTemplate['header']>; places: TemplatePlace[] } | 'beyond' | undefined {
  if (!header) return undefined
  const words = text(header.text)
  if (header.format === 'TEXT' && words !== undefined) {
    const places = placeNames(words).map(
      (name, at): TemplatePlace => ({ in: 'header', name, ...exampleAt(record(header.example), 'header', name, at) }),
    )
    return { shown: { kind: 'text', text: words }, places }
  }
  const media = String(header.format).toLowerCase() as TemplateMedia
  return templateMedia.includes(media) ? { shown: { kind: media }, places: [{ in: 'header', media }] } : 'beyond'
}

/** An address may end with one place; its example is told as a whole address, and is given as that end. A code is a place by itself. */
function buttonPlaces({ type, url, example }: Record<string, unknown>, button: number): TemplatePlace[] {
  if (type === 'COPY_CODE') {
    const shown = text(example) ?? text(list(example)[0])
    return [{ in: 'button', button, as: 'code', ...(shown ? { example: shown } : {}) }]
  }
  const address = type === 'URL' ? (text(url) ?? '') : ''
  const [name] = placeNames(address)
  if (name === undefined) return []
  const [before = ''] = address.split('{{')
  const told = text(list(example)[0])
  const shown = told?.startsWith(before) ? told.slice(before.length) : told
  return [{ in: 'button', button, name, ...(shown ? { example: shown } : {}) }]
}

/** Examples stand in a list by number (of the body: the first of several lists), or by name. */
function exampleAt(example: Record<string, unknown>, part: 'header' | 'body', name: string, at: number): { example?: string } {
  const named = list(example[`${part}_text_named_params`]).map(record)
  const numbered = part === 'body' ? list(list(example.body_text)[0]) : list(example.header_text)
  const shown = text(named.find(({ param_name }) => param_name === name)?.example) ?? text(numbered[at])
  return shown ? { example: shown } : {}
}
