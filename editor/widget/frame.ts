import type { WebChatSettings } from '#schemas/channel-settings.ts'
import { directionOf } from '#schemas/text.ts'
import { accentOnDark, readableAccent } from './accent.ts'
import { closesByBack } from './back.ts'
import { el, icon } from './elements.ts'
import { storage } from './storage.ts'
import { styles } from './style/styles.ts'
import { type Texts, textsIn } from './texts.ts'

export interface Frame {
  root: HTMLElement
  panel: HTMLElement
  /** How many messages came while the panel was closed; nothing at 0. */
  setUnread(count: number): void
  /** Speaks another language from here on, in its direction. The words it has for it. */
  speak(language: string): Texts
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
  changed?(open: boolean): void
}

/** The launcher and the panel it opens, in a shadow root: the page's styles do not reach in and ours do not leak out. */
export function mountFrame(
  host: HTMLElement,
  look: Pick<WebChatSettings, 'accent' | 'language'>,
  page: boolean,
  { label, heading, body, first, changed }: FrameContent,
): Frame {
  const ours = textsIn(look.language)
  let texts = ours
  const kept = storage('sessionStorage')
  const shadow = host.attachShadow({ mode: 'open' })
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(styles)
  shadow.adoptedStyleSheets = [sheet]

  const close = el('button', { type: 'button', class: 'close' }, icon('close'))
  const panel = el(
    page ? 'main' : 'section',
    { class: 'panel', 'aria-label': label },
    el('header', {}, ...heading, close),
    ...body,
  )
  panel.hidden = true
  const badge = el('span', { class: 'badge', hidden: '' })
  const launcher = el('button', { type: 'button', class: 'launcher', 'aria-expanded': 'false' }, icon('chat'), badge)
  const root = el('div', { class: page ? 'root page' : 'root' }, panel, launcher)
  root.style.setProperty('--accent', readableAccent(look.accent))
  root.style.setProperty('--accent-on-dark', accentOnDark(look.accent))
  shadow.append(root)

  const name = (): void => {
    close.setAttribute('aria-label', texts.close)
    launcher.setAttribute('aria-label', panel.hidden ? texts.open : texts.close)
  }
  const speak = (language: string): Texts => {
    texts = textsIn(language, ours)
    root.lang = language
    root.dir = directionOf(language)
    name()
    return texts
  }
  const setOpen = (open: boolean): void => {
    panel.hidden = !open
    root.classList.toggle('open', open)
    launcher.setAttribute('aria-expanded', String(open))
    launcher.replaceChildren(icon(open ? 'down' : 'chat'), badge)
    name()
    kept.setItem('alur.open', open ? '1' : '0')
    if (!page) back.stands(open)
    changed?.(open)
  }
  const leave = (): void => {
    setOpen(false)
    launcher.focus()
  }
  const back = closesByBack(() => panel.hidden || leave())
  panel.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !page) leave()
  })
  launcher.addEventListener('click', () => {
    setOpen(panel.hidden)
    if (!panel.hidden) first.focus()
  })
  close.addEventListener('click', leave)
  fillWhatIsSeen(panel)
  speak(look.language)

  return {
    root,
    panel,
    speak,
    setUnread: (count) => {
      badge.hidden = count === 0
      badge.textContent = String(count)
    },
    reopen: () => setOpen(page || kept.getItem('alur.open') === '1'),
  }
}

/** A keyboard that covers the page does not make it smaller on every phone: the panel is told what is left to be seen. */
function fillWhatIsSeen(panel: HTMLElement): void {
  const seen = window.visualViewport
  if (!seen) return
  const fill = (): void => {
    // Somebody who zooms in looks at a part of it, and nothing moves.
    if (seen.scale > 1.01) return
    panel.style.setProperty('--seen-top', `${Math.round(seen.offsetTop)}px`)
    panel.style.setProperty('--seen-height', `${Math.round(seen.height)}px`)
  }
  seen.addEventListener('resize', fill)
  seen.addEventListener('scroll', fill)
  fill()
}
