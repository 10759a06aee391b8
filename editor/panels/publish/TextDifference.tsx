import { textDifference } from './text-difference.ts'

/** One text as it was and as it is: what went, what came, what stayed. */
export const TextDifference = ({ before, after }: { before: string; after: string }) =>
  textDifference(before, after).map(({ kind, text }, index) => {
    // biome-ignore-start lint/suspicious/noArrayIndexKey: the parts of a text have no other identity
    if (kind === 'same') return <span key={index}>{text}</span>
    return kind === 'added' ? <ins key={index}>{text}</ins> : <del key={index}>{text}</del>
    // biome-ignore-end lint/suspicious/noArrayIndexKey: as above
  })
