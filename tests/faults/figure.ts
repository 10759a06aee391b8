import type { ClusterOptions } from '#tests/support/cluster.ts'

/** One line of `npm run prove`: what was reached, what must be, and whether it is. */
export interface Figure {
  id: string
  name: string
  figure: string
  target: string
  pass: boolean
}

/** Where it was proved. */
export const placeOf = (on: ClusterOptions['on']): string => (on === 'mongo' ? 'mongo, 2 processes' : 'embedded')
