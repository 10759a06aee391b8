import type { mongo } from 'mongoose'
import { type Filter, type Stored, StoreUnavailable } from '../contract.ts'
import { translateError } from './errors.ts'

/** Whoever hears of one collection: of each change, and that some were missed. */
export interface Listener {
  change(change: { id: string; doc: Stored | null }): void
  missed(): void
}

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

/**
 * By the server's change stream, which replica sets have; the server notices writes itself. A stream that broke goes on after the
 * last change it told of. When the server cannot do that, a new one begins, and its listeners are told that they missed something.
 */
export function streamChanges(collection: mongo.Collection<Stored>, log: (line: string) => void): Changes {
  const listeners = new Set<Listener>()
  let stream: mongo.ChangeStream<Stored> | null = null
  let token: mongo.ResumeToken | undefined
  let missed = false
  let again: NodeJS.Timeout | undefined
  let closed = false

  function start(): void {
    if (closed || stream || listeners.size === 0) return
    const opened = collection.watch([], { fullDocument: 'updateLookup', ...(token !== undefined && { resumeAfter: token }) })
    stream = opened
    let begun = false
    // The first token comes with the server's first answer, also when nothing has changed yet.
    opened.on('resumeTokenChanged', (newest) => {
      if (stream !== opened) return
      begun = true
      token = newest
      if (!missed) return
      missed = false
      for (const listener of listeners) listener.missed()
    })
    opened.on('change', (event) => {
      if (stream !== opened) return
      if (event.operationType === 'invalidate') {
        token = undefined
        return restart('the collection was dropped')
      }
      if (!('documentKey' in event)) return
      const doc = 'fullDocument' in event ? (event.fullDocument ?? null) : null
      for (const listener of listeners) listener.change({ id: String(event.documentKey._id), doc: doc && { ...doc } })
    })
    opened.on('error', (error) => {
      if (stream !== opened) return
      // The server is there and does not begin: it cannot go on from this token, and never will.
      if (!begun && !(translateError(error, collection.collectionName) instanceof StoreUnavailable)) token = undefined
      restart(error.message)
    })
  }

  function restart(reason: string): void {
    void stop()
    if (token === undefined) missed = true
    log(`the change stream of ${collection.collectionName} broke (${reason}); starting again`)
    again = setTimeout(start, restartAfter).unref()
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
        if (listeners.size > 0) return
        void stop()
        // Whoever listens next has nothing to go on from.
        token = undefined
        missed = false
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
