/** One line of the table: a figure of Alur's beside the two echoes measured in the same run. */
export interface Row {
  id: string
  name: string
  alur: number | undefined
  express?: number | undefined
  http?: number | undefined
  goal?: Goal
}

export interface Goal {
  text: string
  /** How far the figure is from the goal: 1 is just there, more is better. */
  reached: number
  pass: boolean
}

/** A goal that a figure must not fall below. */
export const atLeast = (figure: number, least: number, text: string): Goal => ({
  text: `≥ ${text}`,
  reached: figure / least,
  pass: figure >= least,
})

/** A goal that a figure must not exceed; undefined when the figure is not known on this system. */
export const atMost = (figure: number | undefined, most: number, text: string): { goal?: Goal } =>
  figure === undefined ? {} : { goal: { text: `≤ ${text}`, reached: most / figure, pass: figure <= most } }

const width = { name: 58, figure: 12 }

export const heading = (): string =>
  `    ${'row'.padEnd(width.name)}${['Alur', 'Express 5', 'node:http'].map((name) => name.padStart(width.figure)).join('')}   goal`

export function line({ id, name, alur, express, http, goal }: Row): string {
  const figures = [alur, express, http].map((figure) => shown(figure).padStart(width.figure)).join('')
  const verdict = goal ? `   ${goal.text}  ${goal.reached.toFixed(2)} ×  ${goal.pass ? 'PASS' : 'FAIL'}` : ''
  return `${id.padEnd(4)}${name.padEnd(width.name)}${figures}${verdict}`
}

function shown(figure: number | undefined): string {
  if (figure === undefined) return '–'
  const digits = figure >= 100 ? 0 : figure >= 10 ? 1 : figure >= 1 ? 2 : 3
  return figure.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits })
}
