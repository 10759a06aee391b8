import type { WebChatSettings } from '#schemas/api/contract.ts'
import { directionOf } from '#schemas/text.ts'
import { accentOnDark, readableAccent } from './accent.ts'
import { el, icon } from './elements.ts'
import { storage } from './storage.ts'
import css from './style.css?inline'
import { textsIn } from './texts.ts'

export interface Frame {
  root: HTMLElement
  panel: HTMLElement
  /** How many messages came while the panel was closed; nothing at 0. */
  setUnread(count: number): void
  /** Opens the panel where it always is or was open before the page was loaded again. */
  reopen(): void
}

export interface FrameContent {
  /** The panel's name for those who cannot see it. */
  label: string
  heading: Node[]
  body: Node[]
  /** Takes the focus when somebody opens the panel; not when it comes back with the page. */
  first: HTMLElement
  opened?(): void
}

/** The launcher and the panel it opens, in a shadow root: the page's styles do not reach in and ours do not leak out. */
export function mountFrame(
  host: HTMLElement,
  look: Pick<WebChatSettings, 'accent' | 'language'>,
  page: boolean,
  { label, heading, body, first, opened }: FrameContent,
): Frame {
  const texts = textsIn(look.language)
  const kept = storage('sessionStorage')
  const shadow = host.attachShadow({ mode: 'open' })
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(css)
  shadow.adoptedStyleSheets = [sheet]

  const close = el('button', { type: 'button', class: 'close', 'aria-label': texts.close }, icon('close'))
  const panel = el('section', { class: 'panel', 'aria-label': label }, el('header', {}, ...heading, close), ...body)
  const badge = el('span', { class: 'badge', hidden: '' })
  const launcher = el(
    'button',
    { type: 'button', class: 'launcher', 'aria-label': texts.open, 'aria-expanded': 'false' },
    icon('chat'),
    badge,
  )
  const root = el(
    'div',
    { class: page ? 'root page' : 'root', lang: look.language, dir: directionOf(look.language) },
    panel,
    launcher,
  )
  root.style.setProperty('--accent', readableAccent(look.accent))
  root.style.setProperty('--accent-on-dark', accentOnDark(look.accent))
  shadow.append(root)

  const setOpen = (open: boolean): void => {
    panel.hidden = !open
    root.classList.toggle('open', open)
    launcher.setAttribute('aria-expanded', String(open))
    launcher.setAttribute('aria-label', open ? texts.close : texts.open)
    launcher.replaceChildren(icon(open ? 'down' : 'chat'), badge)
    kept.setItem('alur.open', open ? '1' : '0')
    if (open) opened?.()
  }
  const leave = (): void => {
    setOpen(false)
    launcher.focus()
  }
  panel.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !page) leave()
  })
  launcher.addEventListener('click', () => {
    setOpen(panel.hidden)
    if (!panel.hidden) first.focus()
  })
  close.addEventListener('click', leave)

  return {
    root,
    panel,
    setUnread: (count) => {
      badge.hidden = count === 0
      badge.textContent = String(count)
    },
    reopen: () => setOpen(page || kept.getItem('alur.open') === '1'),
  }
}
