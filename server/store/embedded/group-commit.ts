import type { RootDatabase } from 'lmdb'
import { StoreUnavailable, StoreUsageError, UniqueViolation } from '../contract.ts'

export type Write = <T>(operation: () => T) => Promise<T>

/**
 * Operations that arrive in one turn of the event loop run one after another in one durable transaction and are answered
 * after it. An operation checks everything before it writes anything, so a refused one leaves no trace.
 */
export function createGroupCommit(
  root: RootDatabase,
  committed: () => void,
  failed: () => void,
): { write: Write; flush: () => void } {
  let waiting: Waiting[] = []

  function flush(): void {
    const batch = waiting
    waiting = []
    if (batch.length === 0) return
    try {
      root.transactionSync(() => {
        for (const one of batch) run(one)
      })
    } catch (cause) {
      failed()
      for (const one of batch) one.reject(new StoreUnavailable('the data folder could not be written', { cause }))
      return
    }
    for (const one of batch) {
      if (one.error) one.reject(one.error)
      else one.resolve(one.value)
    }
    committed()
  }

  function write<T>(operation: () => T): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (waiting.push({ operation, resolve: resolve as (value: unknown) => void, reject }) === 1) setImmediate(flush)
    })
  }

  return { write, flush }
}

interface Waiting {
  operation: () => unknown
  resolve: (value: unknown) => void
  reject: (error: Error) => void
  value?: unknown
  error?: Error
}

/** A refusal is the caller's alone; anything else (a full disk) undoes the whole commit. */
function run(one: Waiting): void {
  try {
    one.value = one.operation()
  } catch (error) {
    if (!(error instanceof UniqueViolation || error instanceof StoreUsageError)) throw error
    one.error = error
  }
}
