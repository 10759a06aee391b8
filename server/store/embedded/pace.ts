/** So much is searched in one turn of the event loop: documents, of which long ones count for several. Some milliseconds. */
export const stretch = 200

/** Lets what comes in have its turn between two stretches of whatever searches long, however many search at once. */
export interface Pace {
  /** How much was searched so far, in documents. */
  readonly searched: number
  /** Notes what was just searched. False: it was enough for this turn of the event loop. */
  searching(documents: number): boolean
  /** Resolves in another turn of the event loop: of those who wait here one goes on with each. */
  others(): Promise<void>
}

export function createPace(): Pace {
  let searched = 0
  let left = stretch
  let isTurning = false
  const waiting: (() => void)[] = []

  function turn(): void {
    isTurning = false
    left = stretch
    waiting.shift()?.()
    if (waiting.length > 0) nextTurn()
  }

  function nextTurn(): void {
    if (isTurning) return
    isTurning = true
    setImmediate(turn)
  }

  return {
    get searched() {
      return searched
    },
    searching(documents) {
      searched += documents
      left -= documents
      nextTurn()
      return left > 0
    },
    others: () =>
      new Promise((resolve) => {
        waiting.push(resolve)
        nextTurn()
      }),
  }
}
