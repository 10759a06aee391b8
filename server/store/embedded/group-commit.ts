import { StoreUnavailable, StoreUsageError, UniqueViolation } from '../contract.ts'
import type { TableWrite } from './table.ts'

export type Write = <T>(operation: () => T) => Promise<T>

export interface CommitParts {
  /** What the operations have written since it was last called. */
  takeWrites(): TableWrite[]
  /** Durable when it resolves; after a rejection nothing of it is kept. */
  append(writes: TableWrite[]): Promise<void>
  /** What has to be waited for before more is written. */
  room(): Promise<void> | undefined
  committed(): void
  /** So many operations were refused together. */
  failed(count: number): void
}

export interface GroupCommit {
  write: Write
  /** Does something while no commit is half done: everything written so far is durable then. */
  between<T>(act: () => T): Promise<T>
  idle(): Promise<void>
}

/** A commit of a few follows another no sooner than this: more writers share a flush, and nobody notices the wait. */
const everyMs = 1
const few = 8

/**
 * Operations that arrive in one turn of the event loop, or while a commit is under way, run one after another and share the next
 * durable commit; they are answered after it. An operation checks everything before it writes anything, so a refused one leaves
 * no trace.
 */
export function createGroupCommit(parts: CommitParts): GroupCommit {
  let waiting: Waiting[] = []
  let running: Promise<void> | undefined
  let lastAt = 0
  let enough = (): void => {}
  let committing = false
  const afterCommit: (() => void)[] = []

  async function commitAll(): Promise<void> {
    while (waiting.length > 0) {
      await nextTurn()
      if (waiting.length < few && performance.now() - lastAt < everyMs)
        await new Promise<void>((resolve) => {
          enough = resolve
          setTimeout(resolve, everyMs)
        })
      lastAt = performance.now()
      await commit()
    }
    running = undefined
  }

  async function commit(): Promise<void> {
    const group = waiting
    waiting = []
    let writes: TableWrite[] = []
    try {
      const room = parts.room()
      if (room) await room
      committing = true
      for (const one of group) run(one)
      writes = parts.takeWrites()
      if (writes.length > 0) await parts.append(writes)
    } catch (cause) {
      for (const write of [...writes, ...parts.takeWrites()].reverse()) write.table.takeBack(write)
      parts.failed(group.length)
      for (const one of group) one.reject(new StoreUnavailable('the data folder could not be written', { cause }))
      return
    } finally {
      committing = false
      for (const act of afterCommit.splice(0)) act()
    }
    for (const one of group) {
      if (one.error) one.reject(one.error)
      else one.resolve(one.value)
    }
    parts.committed()
  }

  function write<T>(operation: () => T): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (waiting.push({ operation, resolve: resolve as (value: unknown) => void, reject }) === few) enough()
      running ??= commitAll()
    })
  }

  const between = <T>(act: () => T): Promise<T> =>
    new Promise((resolve) => {
      if (committing) afterCommit.push(() => resolve(act()))
      else resolve(act())
    })

  return { write, between, idle: async () => running }
}

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

interface Waiting {
  operation: () => unknown
  resolve: (value: unknown) => void
  reject: (error: Error) => void
  value?: unknown
  error?: Error
}

/** A refusal is the caller's alone; anything else undoes the whole commit. */
function run(one: Waiting): void {
  try {
    one.value = one.operation()
  } catch (error) {
    if (!(error instanceof UniqueViolation || error instanceof StoreUsageError)) throw error
    one.error = error
  }
}
