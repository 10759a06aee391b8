import { setTimeout as pause } from 'node:timers/promises'
import type { Database } from 'lmdb'
import type { Kept, Memory } from './memory.ts'
import type { Table } from './table.ts'

/**
 * Bytes in memory, or in the journal's file, at which LMDB is brought up to date; it is anyway this long after a write. LMDB writes a whole
 * page of 4 KB for a key: the more keys at a time, the more of them share one. A start after a crash reads this much of the journal again.
 */
const mostInMemory = 16 * 1024 * 1024
const mostInJournal = 64 * 1024 * 1024
const mostMs = 60_000
/** Bytes in memory at which writers wait for the checkpoint under way. */
const mostBehind = 64 * 1024 * 1024
/** Keys that are handed to LMDB's own thread at a time: messages get their turn in between. */
const atOnce = 2_000
/** And after each lot, in ms, as long as there is time: the disk is shared with the journal, the processor with everyone. */
const breath = 10
const pauseAfterFailure = 1_000

export interface CheckpointParts {
  tables: Table[]
  journalLength(): number
  /** The journal goes on in its other file; returns what to write last, to say that all before it is in LMDB. */
  turn(): Mark
  /** Does something while no commit is half done. */
  between<T>(act: () => T): Promise<T>
  /** LMDB shows what was committed from now on. */
  renew(): void
  log(line: string): void
  /** Throws when LMDB is not this process's to write any more. */
  check(): void
}

/** Writes what LMDB keeps last: up to which record of the journal it is whole. */
export type Mark = () => Promise<unknown>

/**
 * Moves what was written lately from memory to LMDB, on LMDB's own thread; the journal's file that told of it is free then. A key is
 * written once however often it changed. All of it may be repeated, so a crash in between costs nothing.
 */
export class Checkpoints {
  readonly #parts: CheckpointParts
  #running: Promise<void> | undefined
  #timer: NodeJS.Timeout | undefined
  /** What a checkpoint that failed has still to write. */
  #left: Left | undefined
  #pausedUntil = 0
  #stopped = false

  constructor(parts: CheckpointParts) {
    this.#parts = parts
  }

  /** A failure is not tried again any more. */
  stop(): void {
    this.#stopped = true
    clearTimeout(this.#timer)
  }

  /** Something was written. */
  wrote(): void {
    if (this.#size > mostInMemory || this.#parts.journalLength() > mostInJournal) {
      if (!this.#running && performance.now() >= this.#pausedUntil) void this.now().catch(() => {})
    } else {
      this.#timer ??= setTimeout(() => void this.now().catch(() => {}), mostMs).unref()
    }
  }

  /** Undefined when there is room for more; else what has to be waited for. */
  room(): Promise<void> | undefined {
    return this.#size > mostBehind ? this.now() : undefined
  }

  /** Resolves when everything written before it is in LMDB. Rejects when the disk does not take it; it is tried again. */
  now(): Promise<void> {
    return this.#alone(() => this.#run())
  }

  /** Does something right after a checkpoint, while LMDB stands still: the next checkpoint waits for it. */
  andThen<T>(act: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const running = this.#alone(async () => {
        await this.#run()
        // Writers may wait for what runs here, and its failure is not theirs.
        await act().then(resolve, reject)
      })
      running.catch(reject)
    })
  }

  async #alone(act: () => Promise<void>): Promise<void> {
    // The one under way may have begun before the newest write.
    while (this.#running) await this.#running
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#running = act().finally(() => {
      this.#running = undefined
    })
    return this.#running
  }

  get #size(): number {
    let size = 0
    for (const table of this.#parts.tables) size += table.size
    return size
  }

  async #run(): Promise<void> {
    try {
      if (this.#left) await this.#settle()
      this.#left = await this.#parts.between(() => this.#setAside())
      if (this.#left) await this.#settle()
    } catch (error) {
      const reason = await reasonOf(error)
      this.#pausedUntil = performance.now() + pauseAfterFailure
      if (!this.#stopped) this.#timer ??= setTimeout(() => void this.now().catch(() => {}), pauseAfterFailure).unref()
      this.#parts.log(`the data folder takes no checkpoint (${String(reason)}); writes stay in its journal`)
      throw reason
    }
  }

  #setAside(): Left | undefined {
    const { tables, turn } = this.#parts
    if (tables.every((table) => table.size === 0)) return undefined
    const mark = turn()
    const parts = tables.flatMap((table): [Table, Memory][] => {
      const memory = table.setAside()
      return memory ? [[table, memory]] : []
    })
    return { parts, mark }
  }

  async #settle(): Promise<void> {
    const { parts, mark } = this.#left as Left
    this.#parts.check()
    // LMDB has one promise for all writes of a commit, and decides itself how many commits there are.
    const commits = new Set<Promise<unknown>>()
    let count = 0
    for (const [table, memory] of parts) {
      for (const [key, value] of memory.inOrder()) {
        commits.add(write(table.stored, key, value))
        if (++count % atOnce > 0) continue
        await Promise.all(commits)
        commits.clear()
        if (this.#size < mostInMemory) await pause(breath)
        this.#parts.check()
      }
    }
    await Promise.all(commits)
    await mark()
    this.#parts.renew()
    for (const [table] of parts) table.settled()
    this.#left = undefined
  }
}

/** What LMDB says of a commit that failed: it rejects the writes first, and tells why in another promise, which must be heard too. */
const reasonOf = async (error: unknown): Promise<unknown> =>
  (error as { commitError?: Promise<never> }).commitError?.catch((reason: unknown) => reason) ?? error

interface Left {
  parts: [Table, Memory][]
  mark: Mark
}

/** LMDB takes bytes for a text as well; only its types do not say so. */
const write = (stored: Database<string, string>, key: string, value: Kept | null): Promise<boolean> =>
  value === null ? stored.remove(key) : stored.put(key, value as string)
