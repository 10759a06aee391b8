/** Gives out places, at most `most` at once to each. Returns the way to leave, or undefined when there is none left. */
export function places(most: number): (whose: string) => (() => void) | undefined {
  const taken = new Map<string, number>()
  return (whose) => {
    const count = taken.get(whose) ?? 0
    if (count >= most) return undefined
    taken.set(whose, count + 1)
    return () => {
      const left = (taken.get(whose) ?? 1) - 1
      if (left > 0) taken.set(whose, left)
      else taken.delete(whose)
    }
  }
}
