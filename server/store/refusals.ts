/** Which writes a store did not take, since it was opened. */
export interface Refusals {
  count: number
  /** Whether the newest write was refused: the next may be, too. */
  now: boolean
}
