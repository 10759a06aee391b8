import type { TFunction } from 'i18next'
import type { RecipientState } from '#schemas/broadcast.ts'

/** How many of these counts begin so: `failed`, or `failed.undeliverable` among them. */
export const countOf = (counts: Readonly<Record<string, number>>, ...states: (RecipientState | 'go' | 'later')[]): number =>
  Object.entries(counts).reduce(
    (sum, [standing, count]) =>
      states.some((state) => standing === state || standing.startsWith(`${state}.`)) ? sum + count : sum,
    0,
  )

/** Everybody a broadcast knows of. */
export const allOf = (counts: Readonly<Record<string, number>>): number =>
  Object.values(counts).reduce((sum, count) => sum + count, 0)

/** A standing in words: “No consent to it”. */
export function standingWords(t: TFunction<['broadcasts', 'inbox']>, standing: string): string {
  const [state = '', code] = standing.split('.', 2)
  if (code === undefined) return t(`broadcasts:state.${state as RecipientState}`)
  if (state === 'failed') return t(`inbox:delivery.why.${code as 'undeliverable'}`, { name: t('broadcasts:vendor'), details: '' })
  return t(`broadcasts:why.${code as 'no-consent'}`)
}

/**
 * The difference of two shares in points, and whether its 95 % interval leaves out 0; undefined where there is nobody to compare.
 */
export function upliftOf(
  compared: { written: { people: number; succeeded: number }; heldOut: { people: number; succeeded: number } } | undefined,
): { points: number; clear: boolean; written: number; heldOut: number } | undefined {
  if (!compared || compared.written.people === 0 || compared.heldOut.people === 0) return undefined
  const share = ({ people, succeeded }: { people: number; succeeded: number }) => succeeded / people
  const [written, heldOut] = [share(compared.written), share(compared.heldOut)]
  const spread = (part: number, people: number) => (part * (1 - part)) / people
  const error = Math.sqrt(spread(written, compared.written.people) + spread(heldOut, compared.heldOut.people))
  const points = written - heldOut
  return { points: points * 100, clear: Math.abs(points) > 1.96 * error && error > 0, written, heldOut }
}
