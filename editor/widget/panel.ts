import type { WebChatMessage } from '#schemas/api/web-chat.ts'
import type { WebChatSettings } from '#schemas/channel-settings.ts'
import { el, icon } from './elements.ts'
import { mountFrame } from './frame.ts'
import type { Connection, LineState } from './listener.ts'
import { bubble, drawMessage } from './messages.ts'
import type { Outgoing, Said } from './queue.ts'
import { textsIn } from './texts.ts'
import { drawWaiting, wordsOf } from './waiting.ts'

/** A page that is seen this long was opened to be read. */
const greetingMs = 2_000
/** What came this long before a text was sent was read before it was written. */
const readMs = 3_000
/** This near to the end one reads what comes. */
const nearPx = 80

/** The chat itself: what was said, what waits to be sent, and the field to write in, which is answered. */
export function mountPanel(
  host: HTMLElement,
  settings: WebChatSettings,
  connection: Connection,
  page: boolean,
): HTMLTextAreaElement {
  let texts = textsIn(settings.language)
  const messages = el('div', { class: 'messages', role: 'log', 'aria-live': 'polite', tabindex: '0' })
  const status = el('div', { class: 'status' })
  const notice = el('div', { class: 'offline', role: 'status', hidden: '' })
  const input = el('textarea', {
    rows: '1',
    dir: 'auto',
  })
  const send = el('button', { type: 'submit', class: 'send' }, icon('send'))
  const field = el('div', { class: 'field' }, input)
  const form = el('form', {}, field, send)
  const frame = mountFrame(host, settings, page, {
    label: settings.title,
    heading: [
      el('div', { class: 'avatar', 'aria-hidden': 'true' }, [...settings.title][0] ?? ''),
      el('div', { class: 'title' }, el(page ? 'h1' : 'div', {}, el('bdi', {}, settings.title)), status),
    ],
    body: [notice, messages, form],
    first: input,
    changed: (open) => {
      connection.look(open)
      if (!open) return
      unread = 0
      frame.setUnread(0)
      toBottom()
      if (!page) connection.greetMe()
    },
  })

  const shown = new Set<string>()
  let unread = 0
  let question: HTMLButtonElement[] = []

  const isNear = (): boolean => messages.scrollHeight - messages.scrollTop - messages.clientHeight < nearPx
  const toBottom = (): void => {
    messages.scrollTop = messages.scrollHeight
  }
  /** Whoever reads the newest goes on doing so, also when a keyboard takes half of the panel. */
  let atEnd = true
  messages.addEventListener('scroll', () => {
    atEnd = isNear()
  })
  new ResizeObserver(() => {
    if (atEnd) toBottom()
  }).observe(messages)
  /** Whoever reads further up stays there. */
  const follow = (draw: () => void): void => {
    const near = isNear()
    draw()
    if (near) toBottom()
  }
  /** The field is as high as what it is told to hold. */
  const grow = (): void => {
    field.dataset.text = input.value
  }
  const write = (text: string): void => {
    input.value = text
    begunAt = undefined
    grow()
  }
  /** The newest turn in sight when the text in the field was begun; what came since may not have been read. */
  let begunAt: number | undefined
  let cameAt = Number.NEGATIVE_INFINITY
  const seen = (): number => (performance.now() - cameAt < readMs && begunAt !== undefined ? begunAt : connection.seen())
  input.addEventListener('input', () => {
    if (input.value === '') begunAt = undefined
    else {
      begunAt ??= connection.seen()
      connection.typing()
    }
    grow()
  })
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
  const typing = el('div', { class: 'typing', 'aria-hidden': 'true', hidden: '' }, el('i', {}), el('i', {}), el('i', {}))
  messages.append(pending, typing)
  let typingEnds: ReturnType<typeof setTimeout> | undefined
  const showTyping = (ms: number): void => {
    clearTimeout(typingEnds)
    follow(() => {
      typing.hidden = ms === 0
    })
    if (ms > 0) typingEnds = setTimeout(() => showTyping(0), ms)
  }
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
      const drawn = drawMessage(one, texts, connection.origin, (choice) => {
        answered(choice.label)
        say({ choice, replyTo: one.id })
      })
      for (const node of drawn.nodes) pending.before(node)
      if (drawn.choices.length > 0) {
        answered()
        question = drawn.choices
      }
      if (drawn.language && drawn.language !== frame.root.lang) speak(drawn.language)
      if (one.from !== 'visitor') cameAt = performance.now()
      if (one.from !== 'visitor' && frame.panel.hidden) unread++
    }
    frame.setUnread(unread)
  }

  let line: LineState = 'online'
  let person: string | undefined
  const drawStatus = (): void =>
    follow(() => {
      status.replaceChildren(...(person ? [el('bdi', {}, person), ` ${texts.person}`] : []))
      notice.hidden = line === 'online'
      notice.textContent = line === 'online' ? '' : texts[line]
    })
  /** Everything the widget itself says is in the language that was chosen. */
  const speak = (language: string): void => {
    texts = frame.speak(language)
    input.placeholder = texts.write
    input.setAttribute('aria-label', texts.write)
    send.setAttribute('aria-label', texts.send)
    drawStatus()
    drawPending()
  }

  const submit = (): void => {
    const text = input.value.trim()
    if (text === '') return
    const said = { text, seen: seen() }
    write('')
    answered()
    say(said)
  }
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    submit()
  })
  input.addEventListener('keydown', (event) => {
    // While an input method composes a word, Enter picks it.
    if (event.key !== 'Enter' || event.shiftKey || isComposing(event)) return
    event.preventDefault()
    submit()
  })
  if (settings.greeting) pending.before(bubble(settings.greeting, 'bubble', settings.language))
  speak(settings.language)
  connection.open({
    messages: (arrived, agent) => {
      if (arrived.some(({ from }) => from !== 'visitor')) showTyping(0)
      follow(() => show(arrived))
      person = agent?.name
      drawStatus()
    },
    state: (now) => {
      line = now
      drawStatus()
    },
    typing: showTyping,
    queued: drawPending,
  })
  frame.reopen()
  if (page) whenSeenFor(greetingMs, () => connection.greetMe())
  return input
}

/** While an input method composes a word, Enter picks it. Safari ends the composition first, and tells by the key's code alone. */
const isComposing = (event: KeyboardEvent): boolean => event.isComposing || event.keyCode === 229

/** Once, when the page was in sight for so long at a stretch. */
function whenSeenFor(ms: number, then: () => void): void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const look = (): void => {
    clearTimeout(timer)
    if (document.visibilityState !== 'visible') return
    timer = setTimeout(() => {
      document.removeEventListener('visibilitychange', look)
      then()
    }, ms)
  }
  document.addEventListener('visibilitychange', look)
  look()
}
