import type { Choice, OutgoingMessage } from '#schemas/message.ts'
import type { Capabilities, DrawnMessage, Loss } from './channels/contract.ts'
import { measure, shorten, splitText } from './split-text.ts'

/** What a channel will show for a message, and what was lost on the way. */
export interface Rendered {
  drawn: DrawnMessage[]
  losses: Loss[]
}

/** Draws a message as well as the channel can: buttons, else a list, else numbered text; long texts in parts. No choice is ever lost. */
export function render(message: OutgoingMessage, capabilities: Capabilities): Rendered {
  const losses: Loss[] = []
  switch (message.kind) {
    case 'text':
      return { drawn: drawText(message.text, capabilities, losses), losses }
    case 'choices':
      return { drawn: drawChoices(message, capabilities, losses), losses }
    case 'media':
      return { drawn: drawMedia(message, capabilities, losses), losses }
    case 'template': {
      const { kind, template, text } = message
      // Where there are no templates nothing asks for one: its words may go as they are.
      return { drawn: capabilities.templates ? [{ kind, template, text }] : drawText(text, capabilities, losses), losses }
    }
  }
}

function drawText(text: string, { text: limit }: Capabilities, losses: Loss[]): DrawnMessage[] {
  const parts = splitText(text, limit)
  if (parts.length > 1) losses.push({ code: 'text-split', values: { max: limit.max, count: parts.length } })
  return parts.map((part) => ({ kind: 'text', text: part }))
}

type Choices = Extract<OutgoingMessage, { kind: 'choices' }>

function drawChoices(message: Choices, capabilities: Capabilities, losses: Loss[]): DrawnMessage[] {
  const { choices } = message
  const { buttons, list } = capabilities
  if (choices.length === 0) return drawText(message.text, capabilities, losses)
  if (buttons && choices.length <= buttons.max) {
    const shown = labelled(choices, buttons.label, buttons.description ?? 0, losses)
    return withBody(message.text, buttons.body, capabilities, losses, (text) => ({ kind: 'buttons', text, buttons: shown }))
  }
  if (list && choices.length <= list.rows) {
    if (buttons) losses.push({ code: 'buttons-become-list', values: { max: buttons.max, count: choices.length } })
    const rows = labelled(choices, list.label, list.description, losses)
    // A sign every language reads: the author's own word replaces it.
    const button = shorten(message.button ?? '', list.button) || '☰'
    return withBody(message.text, list.body, capabilities, losses, (text) => ({ kind: 'list', text, button, rows }))
  }
  losses.push({ code: 'choices-become-numbers', values: { max: list?.rows ?? buttons?.max ?? 0, count: choices.length } })
  return drawText(numbered(message), capabilities, losses)
}

/** "1. …" lines under the text; the menu understands the number. */
function numbered({ text, choices }: Choices): string {
  const lines = choices.map(({ label, description }, index) => {
    return [`${index + 1}.`, label.trim(), description && `– ${description}`].filter(Boolean).join(' ')
  })
  return `${text.trim()}\n\n${lines.join('\n')}`
}

/** Choices on a text longer than their body allows: the last part keeps them, what is before it goes ahead as text. */
function withBody(
  text: string,
  max: number,
  capabilities: Capabilities,
  losses: Loss[],
  draw: (body: string) => DrawnMessage,
): DrawnMessage[] {
  const whole = text.trim()
  const { unit } = capabilities.text
  // Vendors refuse an empty body.
  if (whole === '') return [draw('…')]
  if (measure(whole, unit) <= max) return [draw(whole)]
  const body = splitText(whole, { max, unit }).at(-1) as string
  const before = splitText(whole.slice(0, -body.length), capabilities.text)
  losses.push({ code: 'text-split', values: { max, count: before.length + 1 } })
  return [...before.map((part): DrawnMessage => ({ kind: 'text', text: part })), draw(body)]
}

/** Choices with labels and descriptions within the limits; labels stay different after shortening, as vendors demand. */
function labelled(choices: Choice[], maxLabel: number, maxDescription: number, losses: Loss[]): Choice[] {
  const taken = new Set<string>()
  let dropped = 0
  const shown = choices.map(({ id, label, description }, index) => {
    // An id is nothing for people. Its place in the list is, and typing that is understood.
    const full = label.trim() || String(index + 1)
    const short = unlike(taken, full, maxLabel)
    if (short !== full) losses.push({ code: 'label-shortened', values: { label: full, shown: short, max: maxLabel } })
    const fits = description && maxDescription > 0 ? shorten(description, maxDescription) : ''
    if (description && fits !== description) dropped += 1
    return fits ? { id, label: short, description: fits } : { id, label: short }
  })
  if (dropped > 0) losses.push({ code: 'description-dropped', values: { max: maxDescription, count: dropped } })
  return shown
}

function unlike(taken: Set<string>, label: string, max: number): string {
  let shown = shorten(label, max)
  for (let copy = 2; taken.has(shown); copy += 1) shown = `${shorten(label, max - ` ${copy}`.length)} ${copy}`
  taken.add(shown)
  return shown
}

type Media = Extract<OutgoingMessage, { kind: 'media' }>

function drawMedia(message: Media, capabilities: Capabilities, losses: Loss[]): DrawnMessage[] {
  const { media, url, fileName } = message
  const caption = message.caption?.trim() ?? ''
  if (!capabilities.media.includes(media)) {
    losses.push({ code: 'media-becomes-link', values: { media } })
    // Its own message: a link must never be split.
    return [...drawText(caption, capabilities, losses), { kind: 'text', text: url }]
  }
  const shown: DrawnMessage = { kind: 'media', media, url, ...(fileName && { fileName }) }
  if (caption === '') return [shown]
  const fits = capabilities.caption.on.includes(media) && measure(caption, capabilities.text.unit) <= capabilities.caption.max
  if (fits) return [{ ...shown, caption }]
  const below = splitText(caption, capabilities.text)
  losses.push({ code: 'text-split', values: { max: capabilities.caption.max, count: below.length + 1 } })
  return [shown, ...below.map((part): DrawnMessage => ({ kind: 'text', text: part }))]
}
