import type { Collection, Stored } from './contract.ts'
import { findAll } from './find-all.ts'

const pauseAfterFailure = 1_000

/** Names by their documents' ids. */
export interface NamesAtHand {
  of(id: string): string | undefined
  stop(): void
}

/** What documents are called, all of it kept at hand; told by the store when one changes. */
export async function namesAtHand<T extends Stored & { name: string }>(docs: Collection<T>): Promise<NamesAtHand> {
  let names = new Map<string, string>()
  /** The names that are being read; what is told meanwhile counts more. */
  let fresh = names
  const read = async (): Promise<void> => {
    const found = new Map<string, string>()
    fresh = found
    for (const doc of await findAll(docs, {}, { _id: 1 }, ['name'])) if (!found.has(doc._id)) found.set(doc._id, doc.name)
    if (fresh === found) names = found
  }
  let timer: NodeJS.Timeout | undefined
  let stopped = false
  /** The old names are better than none while the store does not answer. */
  const readAgain = (): void => {
    clearTimeout(timer)
    read().catch(() => {
      if (!stopped) timer = setTimeout(readAgain, pauseAfterFailure).unref()
    })
  }
  const stop = docs.subscribe(({ id, doc }) => {
    for (const known of [names, fresh]) {
      if (doc) known.set(id, doc.name)
      else known.delete(id)
    }
  }, readAgain)
  await read()
  return {
    of: (id) => names.get(id),
    stop: () => {
      stopped = true
      clearTimeout(timer)
      stop()
    },
  }
}
