import { Fragment } from 'react'

/** Marks a name or number inside a sentence for `Isolated` (U+2068 and U+2069: Unicode's isolates). */
export const isolated = (text: string): string => `\u2068${text}\u2069`

/** A sentence whose marked names and numbers stand in a `<bdi>`: their own direction turns nothing around them. */
export function Isolated({ text }: { text: string }) {
  return text.split(/\u2068([^\u2069]*)\u2069/).map((part, i) => {
    const key = `${i} ${part}`
    return i % 2 === 1 ? <bdi key={key}>{part}</bdi> : <Fragment key={key}>{part}</Fragment>
  })
}
