import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ErasureDoc } from './collections.ts'

/** Who was erased, by ids that lead back to nobody, kept beside the store and in no backup: so that an older backup raises nobody. */
export interface ErasureList {
  /** On disk when it resolves. */
  add(doc: ErasureDoc): Promise<void>
  all(): Promise<ErasureDoc[]>
}

export const erasureFile = 'erasures.jsonl'

/** The list in a data folder. */
export function erasureListIn(folder: string): ErasureList {
  const file = join(folder, erasureFile)
  return {
    async add(doc) {
      appendFileSync(file, `${JSON.stringify(doc)}\n`, { mode: 0o600, flush: true })
    },
    async all() {
      if (!existsSync(file)) return []
      return readFileSync(file, 'utf8')
        .split('\n')
        .flatMap((line) => docIn(line))
    },
  }
}

/** A crash tears the last line only. */
function docIn(line: string): ErasureDoc[] {
  try {
    return line.trim() === '' ? [] : [JSON.parse(line) as ErasureDoc]
  } catch {
    return []
  }
}
