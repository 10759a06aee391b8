import type { WebChatMessage } from '#schemas/api/web-chat.ts'
import { codesIn, type LinePart, linesIn } from '#schemas/lines.ts'
import { ownFileIn } from '#schemas/own-file.ts'
import { directionOf } from '#schemas/text.ts'
import { el } from './elements.ts'
import type { Texts } from './texts.ts'

export interface Drawn {
  nodes: HTMLElement[]
  /** The buttons of a question, to be switched off once it is answered. */
  choices: HTMLButtonElement[]
  language?: string
}

/** A message as the panel shows it. `tap` is called with the choice that was picked; `home`: where the shop's own files lie. */
export function drawMessage(
  one: WebChatMessage,
  texts: Texts,
  home: string,
  tap: (choice: { id: string; label: string }) => void,
): Drawn {
  const { message } = one
  if (message.kind === 'incoming') {
    const { content } = message
    const text = content.kind === 'text' ? content.text : content.kind === 'choice' ? content.label : texts.attachment
    return { nodes: [bubble(text, 'bubble mine')], choices: [] }
  }
  const language = message.language
  const spoken = language ? { language } : {}
  if (message.kind === 'media') {
    const box = bubble(message.caption ?? '', 'bubble', language)
    box.prepend(mediaOf(message, texts, home))
    return { nodes: [box], choices: [], ...spoken }
  }
  const nodes = [bubble(message.text, 'bubble', language)]
  if (message.kind !== 'choices') return { nodes, choices: [], ...spoken }
  const choices = message.choices.map((choice) => {
    const button = el('button', { type: 'button', class: 'choice', dir: directionIn(language) }, ...words(choice.label))
    if (choice.description) button.append(el('small', {}, ...words(choice.description)))
    button.addEventListener('click', () => tap({ id: choice.id, label: choice.label }))
    return button
  })
  return { nodes: [...nodes, el('div', { class: 'choices', role: 'group' }, ...choices)], choices, ...spoken }
}

/**
 * A text in a bubble. The bubble's side and corner are its speaker's; only the words in it go the way of their language, where it is
 * known, else of their own letters; a line in another direction goes its own.
 */
export function bubble(text: string, name: string, language?: string): HTMLElement {
  const spoken = el('div', { dir: directionIn(language), ...(language ? { lang: language } : {}) })
  for (const [n, { parts, direction }] of linesIn(text, language).entries()) {
    const line = parts.map(piece)
    spoken.append(...(n > 0 ? ['\n'] : []), ...(direction ? [el('bdi', { dir: direction }, ...line)] : line))
  }
  return el('div', { class: name }, spoken)
}

const directionIn = (language: string | undefined): string => (language ? directionOf(language) : 'auto')

/** Numbers, phones and codes stand for themselves: the words around do not turn their parts about. */
function piece({ text, href, code }: LinePart): Node | string {
  if (href) return el('a', { href, target: '_blank', rel: 'noopener noreferrer', dir: 'ltr' }, text)
  return code ? el('bdi', { dir: 'ltr' }, text) : text
}

const words = (text: string): (Node | string)[] => codesIn({ at: 0, text }).map(piece)

function mediaOf(
  message: { media: string; url: string; fileName?: string; caption?: string },
  texts: Texts,
  home: string,
): HTMLElement {
  const url = ownFileIn(message.url) ? new URL(message.url, home).href : message.url
  if (!/^https?:\/\//.test(url)) return el('span', {}, texts.attachment)
  if (message.media === 'image') return el('img', { src: url, alt: message.caption ?? '', loading: 'lazy' })
  if (message.media === 'video') return el('video', { src: url, controls: '' })
  if (message.media === 'audio') return el('audio', { src: url, controls: '' })
  return el('a', { href: url, target: '_blank', rel: 'noopener noreferrer' }, message.fileName ?? texts.attachment)
}
