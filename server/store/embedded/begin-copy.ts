import { statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { RootDatabase } from 'lmdb'

export const dataFile = 'data.mdb'
const lookEveryMs = 5

/**
 * Lets LMDB copy itself into an empty folder, on a thread of its own. Resolves when it is settled which commits are in the copy: LMDB
 * writes its first pages, which say so, while it lets nobody write. `copy` resolves when the copy is whole.
 */
export async function beginCopy(root: RootDatabase, folder: string): Promise<{ copy: Promise<void> }> {
  const file = join(folder, dataFile)
  let over = false
  const copy = root.backup(folder, false).finally(() => {
    over = true
  })
  // Whoever asked for it hears of a failure, later.
  copy.catch(() => {})
  while (!over && !statSync(file, { throwIfNoEntry: false })?.size) await pause(lookEveryMs)
  return { copy }
}
