import { el } from './elements.ts'
import { bubble } from './messages.ts'
import type { Outgoing, Said } from './queue.ts'
import type { Texts } from './texts.ts'

export interface WaitingActions {
  again(one: Outgoing): void
  edit(one: Outgoing): void
  discard(one: Outgoing): void
}

/** A message of the visitor's queue: it is on its way, or it was refused and the visitor says what becomes of it. */
export function drawWaiting(one: Outgoing, texts: Texts, { again, edit, discard }: WaitingActions): HTMLElement[] {
  const { said, sent, refused } = one
  if (sent) return [bubble(wordsOf(said), 'bubble mine')]
  const line = el('div', { class: refused ? 'meta mine refused' : 'meta mine' })
  const action = (label: string, carryOut: WaitingActions['again']): HTMLElement => {
    const button = el('button', { type: 'button' }, label)
    button.addEventListener('click', () => carryOut(one))
    return button
  }
  if (!refused) line.append(texts.unsent)
  else if (refused === 'too-long') line.append(texts.tooLong, action(texts.edit, edit), action(texts.discard, discard))
  else line.append(texts.refused, action(texts.again, again), action(texts.discard, discard))
  return [bubble(wordsOf(said), refused ? 'bubble mine refused' : 'bubble mine unsent'), line]
}

export const wordsOf = (said: Said): string => ('text' in said ? said.text : said.choice.label)
