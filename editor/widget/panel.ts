import type { WebChatMessage, WebChatSettings } from '#schemas/api/contract.ts'
import { directionOf } from '#schemas/text.ts'
import { readableAccent } from './accent.ts'
import type { Connection } from './connection.ts'
import { el, icon } from './elements.ts'
import { bubble, drawMessage } from './messages.ts'
import css from './style.css?inline'
import { textsIn } from './texts.ts'

/** The chat itself, in a shadow root: the page's styles do not reach in and ours do not leak out. */
export function mountPanel(host: HTMLElement, settings: WebChatSettings, connection: Connection, page: boolean): void {
  const texts = textsIn(settings.language)
  const shadow = host.attachShadow({ mode: 'open' })
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(css)
  shadow.adoptedStyleSheets = [sheet]

  const messages = el('div', { class: 'messages', role: 'log', 'aria-live': 'polite', tabindex: '0' })
  const status = el('div', { class: 'status' })
  const offline = el('div', { class: 'offline', role: 'status', hidden: '' }, texts.offline)
  const close = el('button', { type: 'button', class: 'close', 'aria-label': texts.close }, icon('close'))
  const input = el('textarea', {
    rows: '1',
    placeholder: texts.write,
    'aria-label': texts.write,
    dir: 'auto',
    maxlength: '10000',
  })
  const send = el('button', { type: 'submit', class: 'send', 'aria-label': texts.send }, icon('send'))
  const form = el('form', {}, input, send)
  const header = el(
    'header',
    {},
    el('div', { class: 'avatar', 'aria-hidden': 'true' }, [...settings.title][0] ?? ''),
    el('div', { class: 'title', dir: 'auto' }, settings.title, status),
    close,
  )
  const panel = el('section', { class: 'panel', 'aria-label': settings.title }, header, offline, messages, form)
  const badge = el('span', { class: 'badge', hidden: '' })
  const launcher = el(
    'button',
    { type: 'button', class: 'launcher', 'aria-label': texts.open, 'aria-expanded': 'false' },
    icon('chat'),
    badge,
  )
  const root = el(
    'div',
    { class: page ? 'root page' : 'root', lang: settings.language, dir: directionOf(settings.language) },
    panel,
    launcher,
  )
  const accent = readableAccent(settings.accent)
  root.style.setProperty('--accent', accent)
  // On a dark ground the accent itself may be too dark to read as text.
  root.style.setProperty('--accent-text', `color-mix(in srgb, ${accent} 78%, var(--ink))`)
  shadow.append(root)

  const shown = new Set<string>()
  let unread = 0
  let question: HTMLButtonElement[] = []

  const toBottom = (): void => {
    messages.scrollTop = messages.scrollHeight
  }
  const answered = (label?: string): void => {
    for (const button of question) {
      button.disabled = true
      if (label !== undefined && button.firstChild?.textContent === label) button.setAttribute('aria-pressed', 'true')
    }
    question = []
  }
  const setOpen = (open: boolean): void => {
    panel.hidden = !open
    root.classList.toggle('open', open)
    launcher.setAttribute('aria-expanded', String(open))
    launcher.setAttribute('aria-label', open ? texts.close : texts.open)
    launcher.replaceChildren(icon(open ? 'down' : 'chat'), badge)
    sessionStorage.setItem('alur.open', open ? '1' : '0')
    if (!open) return
    unread = 0
    badge.hidden = true
    toBottom()
    input.focus()
  }

  const pending = el('div', { class: 'messages-pending', style: 'display:contents' })
  messages.append(pending)
  const drawPending = (): void => {
    pending.replaceChildren(
      ...connection
        .waiting()
        .flatMap(({ said }) => [
          bubble('text' in said ? said.text : said.choice.label, 'bubble mine unsent'),
          el('div', { class: 'meta mine' }, texts.unsent),
        ]),
    )
    toBottom()
  }
  const show = (arrived: WebChatMessage[]): void => {
    for (const one of arrived) {
      if (shown.has(one.id)) continue
      shown.add(one.id)
      if (one.from === 'visitor')
        answered(one.message.kind === 'incoming' && one.message.content.kind === 'choice' ? one.message.content.label : undefined)
      const drawn = drawMessage(one, texts, (choice) => {
        answered(choice.label)
        connection.send({ choice })
      })
      for (const node of drawn.nodes) pending.before(node)
      if (drawn.choices.length > 0) {
        answered()
        question = drawn.choices
      }
      if (drawn.language) root.dir = directionOf(drawn.language)
      if (one.from !== 'visitor' && panel.hidden) unread++
    }
    badge.hidden = unread === 0
    badge.textContent = String(unread)
    toBottom()
  }

  const submit = (): void => {
    const text = input.value.trim()
    if (text === '') return
    input.value = ''
    answered()
    connection.send({ text })
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
  panel.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !page) {
      setOpen(false)
      launcher.focus()
    }
  })
  launcher.addEventListener('click', () => setOpen(panel.hidden))
  close.addEventListener('click', () => {
    setOpen(false)
    launcher.focus()
  })

  if (settings.greeting) pending.before(bubble(settings.greeting, 'bubble', settings.language))
  drawPending()
  connection.open({
    messages: (arrived, agent) => {
      show(arrived)
      status.textContent = agent ? `${agent.name} ${texts.person}` : ''
    },
    online: (online) => {
      offline.hidden = online
    },
    queued: drawPending,
  })
  setOpen(page || sessionStorage.getItem('alur.open') === '1')
}
