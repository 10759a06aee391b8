import type { WebChatMessage } from '#schemas/api/contract.ts'
import { linksIn } from '#schemas/links.ts'
import { el } from './elements.ts'
import type { Texts } from './texts.ts'

export interface Drawn {
  nodes: HTMLElement[]
  /** The buttons of a question, to be switched off once it is answered. */
  choices: HTMLButtonElement[]
  language?: string
}

/** A message as the panel shows it. `tap` is called with the choice that was picked. */
export function drawMessage(one: WebChatMessage, texts: Texts, tap: (choice: { id: string; label: string }) => void): Drawn {
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
    box.prepend(mediaOf(message, texts))
    return { nodes: [box], choices: [], ...spoken }
  }
  const nodes = [bubble(message.text, 'bubble', language)]
  if (message.kind === 'text') return { nodes, choices: [], ...spoken }
  const choices = message.choices.map((choice) => {
    const button = el('button', { type: 'button', class: 'choice', dir: 'auto' }, choice.label)
    if (choice.description) button.append(el('small', {}, choice.description))
    button.addEventListener('click', () => tap({ id: choice.id, label: choice.label }))
    return button
  })
  return { nodes: [...nodes, el('div', { class: 'choices', role: 'group' }, ...choices)], choices, ...spoken }
}

/** A text in its own direction, with its links made links. */
export function bubble(text: string, name: string, language?: string): HTMLElement {
  const box = el('div', { class: name, dir: 'auto', ...(language ? { lang: language } : {}) })
  for (const { text: part, href } of linksIn(text))
    box.append(href ? el('a', { href, target: '_blank', rel: 'noopener noreferrer' }, part) : part)
  return box
}

function mediaOf(message: { media: string; url: string; fileName?: string; caption?: string }, texts: Texts): HTMLElement {
  if (!/^https?:\/\//.test(message.url)) return el('span', {}, texts.attachment)
  if (message.media === 'image') return el('img', { src: message.url, alt: message.caption ?? '', loading: 'lazy' })
  if (message.media === 'video') return el('video', { src: message.url, controls: '' })
  if (message.media === 'audio') return el('audio', { src: message.url, controls: '' })
  return el('a', { href: message.url, target: '_blank', rel: 'noopener noreferrer' }, message.fileName ?? texts.attachment)
}
