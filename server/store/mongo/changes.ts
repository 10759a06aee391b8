import type { mongo } from 'mongoose'
import type { Filter, Stored } from '../contract.ts'

type Listener = (change: { id: string; doc: Stored | null }) => void

/** Tells of every write to one collection, by whichever process. */
export interface Changes {
  listen(listener: Listener): () => void
  /** These ids were written by this process. */
  wrote(...ids: string[]): void
  /** Whatever matches may be written by `act`. */
  wrotePerhaps<R>(filter: Filter, act: () => Promise<R>): Promise<R>
  close(): Promise<void>
}

const restartAfter = 1_000

/** By the server's change stream, which replica sets have; the server notices writes itself. */
export function streamChanges(collection: mongo.Collection<Stored>, log: (line: string) => void): Changes {
  const listeners = new Set<Listener>()
  let stream: mongo.ChangeStream<Stored> | null = null
  let token: mongo.ResumeToken | undefined
  let again: NodeJS.Timeout | undefined
  let closed = false

  function start(): void {
    if (closed || stream || listeners.size === 0) return
    const opened = collection.watch([], { fullDocument: 'updateLookup', ...(token !== undefined && { resumeAfter: token }) })
    stream = opened
    opened.on('change', (event) => {
      token = event._id
      if (!('documentKey' in event)) return
      const doc = 'fullDocument' in event ? (event.fullDocument ?? null) : null
      for (const listener of listeners) listener({ id: String(event.documentKey._id), doc: doc && { ...doc } })
    })
    opened.on('error', (error) => {
      stop()
      token = undefined
      if (closed) return
      log(`the change stream of ${collection.collectionName} broke (${error.message}); starting again`)
      again = setTimeout(start, restartAfter).unref()
    })
  }

  function stop(): Promise<void> {
    const opened = stream
    stream = null
    clearTimeout(again)
    return opened?.close().catch(() => {}) ?? Promise.resolve()
  }

  return {
    listen(listener) {
      listeners.add(listener)
      start()
      return () => {
        listeners.delete(listener)
        if (listeners.size === 0) void stop()
      }
    },
    wrote: () => {},
    wrotePerhaps: (_filter, act) => act(),
    close: () => {
      closed = true
      return stop()
    },
  }
}
