/** Written together: more would hold up whoever waits for the same commit. */
const sliceSize = 100

/** Does something to every one of these, a slice at a time so that messages get their turn in between. How many it was done to. */
export async function inSlices(ids: string[], act: (id: string) => Promise<boolean>): Promise<number> {
  let done = 0
  for (let at = 0; at < ids.length; at += sliceSize) {
    const outcomes = await Promise.allSettled(ids.slice(at, at + sliceSize).map(act))
    for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason
    done += outcomes.filter((outcome) => outcome.status === 'fulfilled' && outcome.value).length
  }
  return done
}
