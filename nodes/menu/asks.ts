import type { OutgoingMessage } from '#schemas/message.ts'
import type { Speaking } from '../contract.ts'
import type { MenuConfig } from './schema.ts'

/** The options under a text. */
export function asks(visit: Speaking<MenuConfig>, text: string): OutgoingMessage {
  const { options, button } = visit.config
  const choices = options.map(({ id, label, description }, index) => {
    const second = visit.text(description)
    return { id, label: orPlace(visit.text(label), index), description: second || undefined }
  })
  return { kind: 'choices', text, choices, button: visit.text(button) || undefined }
}

/** A label whose variables are all empty says nothing: then the option is called by its place in the list, never by its id. */
export const orPlace = (label: string, index: number): string => (label.trim() === '' ? String(index + 1) : label)
