/** One line of `npm run prove`: what was reached, what must be, and whether it is. */
export interface Figure {
  id: string
  name: string
  figure: string
  target: string
  pass: boolean
}
