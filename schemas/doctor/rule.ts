import type { Problem } from '../api/problems.ts'
import type { Chart } from './chart.ts'

/** One thing the doctor looks at. Total: it finds nothing in what it does not understand. */
export type Rule = (chart: Chart) => Problem[]
