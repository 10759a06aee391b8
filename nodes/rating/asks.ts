import type { OutgoingMessage } from '#schemas/message.ts'
import type { Speaking } from '../contract.ts'
import type { RatingConfig } from './schema.ts'

/** The marks under a text. The best first would be numbered 1 where choices become lines; so they go up, and "5" is five everywhere. */
export const asks = ({ config }: Speaking<RatingConfig>, text: string): OutgoingMessage => ({
  kind: 'choices',
  text,
  choices: marksUpTo(config.highest).map((mark) => ({ id: mark, label: mark })),
})

/** `1`, `2`, … */
export const marksUpTo = (highest: number): string[] => Array.from({ length: highest }, (_, i) => String(i + 1))
