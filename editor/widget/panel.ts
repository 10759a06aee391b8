import type { WebChatMessage, WebChatSettings } from '#schemas/api/contract.ts'
import { directionOf } from '#schemas/text.ts'
import type { Connection, Outgoing, Said } from './connection.ts'
import { el, icon } from './elements.ts'
import { mountFrame } from './frame.ts'
import { bubble, drawMessage } from './messages.ts'
import { textsIn } from './texts.ts'
import { drawWaiting, wordsOf } from './waiting.ts'

/** This near to the end one reads what comes. */
const nearPx = 80

/** The chat itself: what was said, what waits to be sent, and the field to write in, which is answered. */
export function mountPanel(
  host: HTMLElement,
  settings: WebChatSettings,
  connection: Connection,
  page: boolean,
): HTMLTextAreaElement {
  const texts = textsIn(settings.language)
  const messages = el('div', { class: 'messages', role: 'log', 'aria-live': 'polite', tabindex: '0' })
  const status = el('div', { class: 'status' })
  const offline = el('div', { class: 'offline', role: 'status', hidden: '' }, texts.offline)
  const input = el('textarea', {
    rows: '1',
    placeholder: texts.write,
    'aria-label': texts.write,
    dir: 'auto',
  })
  const send = el('button', { type: 'submit', class: 'send', 'aria-label': texts.send }, icon('send'))
  const field = el('div', { class: 'field' }, input)
  const form = el('form', {}, field, send)
  const frame = mountFrame(host, settings, page, {
    label: settings.title,
    heading: [
      el('div', { class: 'avatar', 'aria-hidden': 'true' }, [...settings.title][0] ?? ''),
      el('div', { class: 'title', dir: 'auto' }, settings.title, status),
    ],
    body: [offline, messages, form],
    first: input,
    opened: () => {
      unread = 0
      frame.setUnread(0)
      toBottom()
    },
  })

  const shown = new Set<string>()
  let unread = 0
  let question: HTMLButtonElement[] = []

  const toBottom = (): void => {
    messages.scrollTop = messages.scrollHeight
  }
  /** Whoever reads further up stays there. */
  const follow = (draw: () => void): void => {
    const near = messages.scrollHeight - messages.scrollTop - messages.clientHeight < nearPx
    draw()
    if (near) toBottom()
  }
  /** The field is as high as what it is told to hold. */
  const grow = (): void => {
    field.dataset.text = input.value
  }
  const write = (text: string): void => {
    input.value = text
    grow()
  }
  input.addEventListener('input', grow)
  const say = (said: Said): void => {
    connection.send(said)
    toBottom()
  }
  const answered = (label?: string): void => {
    for (const button of question) {
      button.disabled = true
      if (label !== undefined && button.firstChild?.textContent === label) button.setAttribute('aria-pressed', 'true')
    }
    question = []
  }
  const pending = el('div', { class: 'pending' })
  messages.append(pending)
  const drawPending = (): void => {
    const drawn = connection.waiting().flatMap((one) => drawWaiting(one, texts, { again, edit, discard }))
    follow(() => pending.replaceChildren(...drawn))
  }
  const again = (one: Outgoing): void => {
    connection.sendAgain(one.clientId)
    input.focus()
  }
  const edit = (one: Outgoing): void => {
    write([wordsOf(one.said), input.value].filter(Boolean).join('\n'))
    connection.withdraw(one.clientId)
    input.focus()
  }
  const discard = (one: Outgoing): void => {
    connection.withdraw(one.clientId)
    input.focus()
  }
  const show = (arrived: WebChatMessage[]): void => {
    for (const one of arrived) {
      if (shown.has(one.id)) continue
      shown.add(one.id)
      if (one.from === 'visitor')
        answered(one.message.kind === 'incoming' && one.message.content.kind === 'choice' ? one.message.content.label : undefined)
      const drawn = drawMessage(one, texts, (choice) => {
        answered(choice.label)
        say({ choice, replyTo: one.id })
      })
      for (const node of drawn.nodes) pending.before(node)
      if (drawn.choices.length > 0) {
        answered()
        question = drawn.choices
      }
      if (drawn.language) frame.root.dir = directionOf(drawn.language)
      if (one.from !== 'visitor' && frame.panel.hidden) unread++
    }
    frame.setUnread(unread)
  }

  const submit = (): void => {
    const text = input.value.trim()
    if (text === '') return
    write('')
    answered()
    say({ text })
  }
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    submit()
  })
  input.addEventListener('keydown', (event) => {
    // While an input method composes a word, Enter picks it.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
    event.preventDefault()
    submit()
  })
  if (settings.greeting) pending.before(bubble(settings.greeting, 'bubble', settings.language))
  drawPending()
  connection.open({
    messages: (arrived, agent) => {
      follow(() => show(arrived))
      status.textContent = agent ? `${agent.name} ${texts.person}` : ''
    },
    online: (online) => {
      follow(() => {
        offline.hidden = online
      })
    },
    queued: drawPending,
  })
  frame.reopen()
  return input
}
