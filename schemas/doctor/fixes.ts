import type { Fix, Problem } from '../api/problems.ts'
import type { Chart, ChartNode } from './chart.ts'

/** The fixes of a problem in the order they are offered in; none are two fields less. */
export const offered = ([fix, ...otherFixes]: Fix[]): Pick<Problem, 'fix' | 'otherFixes'> => ({
  ...(fix ? { fix } : {}),
  ...(otherFixes.length > 0 ? { otherFixes } : {}),
})

/** The first way out of a node that leads nowhere. */
export const openOutput = ({ id, outputs }: ChartNode, { edgeFrom }: Chart): string | undefined =>
  outputs.find(({ name }) => !edgeFrom(id, name))?.name
