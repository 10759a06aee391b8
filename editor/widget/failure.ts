import { el, icon } from './elements.ts'
import { mountFrame } from './frame.ts'
import { textsIn } from './texts.ts'

/** A channel's usual colour: the shop's own is not known yet. */
const accent = '#0f766e'

/**
 * What a visitor sees when the chat cannot be opened, with the way out. It gives way to what `again` has opened, and the focus too. Without
 * `again` there is no such chat, and nothing to try.
 */
export function mountFailure(host: HTMLElement, language: string, page: boolean, again?: () => Promise<HTMLElement>): void {
  const texts = textsIn(language)
  const retry = el('button', { type: 'button', class: 'retry' }, texts.again)
  const said = again ? texts.failed : texts.unknown
  const sentence = el('p', { role: 'alert' }, said)
  const body = el('div', { class: 'failure' }, icon('alert'), sentence, ...(again ? [retry] : []))
  const frame = mountFrame(host, { accent, language }, page, { label: said, heading: [], body: [body], first: retry })
  retry.addEventListener('click', async () => {
    retry.disabled = true
    sentence.textContent = ''
    try {
      const first = await again?.()
      host.remove()
      first?.focus()
    } catch {
      retry.disabled = false
      sentence.textContent = texts.failed
      retry.focus()
    }
  })
  frame.reopen()
}
