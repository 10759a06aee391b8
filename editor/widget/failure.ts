import { el, icon } from './elements.ts'
import { mountFrame } from './frame.ts'
import { textsIn } from './texts.ts'

/** A channel's usual colour: the shop's own is not known yet. */
const accent = '#0f766e'

/** What a visitor sees when the chat cannot be opened, with the way out. It goes once `again` has succeeded. */
export function mountFailure(host: HTMLElement, language: string, page: boolean, again: () => Promise<void>): void {
  const texts = textsIn(language)
  const retry = el('button', { type: 'button', class: 'retry' }, texts.again)
  const sentence = el('p', { role: 'alert' }, texts.failed)
  const body = el('div', { class: 'failure' }, icon('alert'), sentence, retry)
  const frame = mountFrame(host, { accent, language }, page, {
    label: texts.failed,
    heading: [],
    body: [body],
    opened: () => retry.focus(),
  })
  retry.addEventListener('click', async () => {
    retry.disabled = true
    sentence.textContent = ''
    try {
      await again()
      host.remove()
    } catch {
      retry.disabled = false
      sentence.textContent = texts.failed
      retry.focus()
    }
  })
  frame.reopen()
}
