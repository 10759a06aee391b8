import {
  closeSync,
  existsSync,
  fsyncSync,
  ftruncateSync,
  linkSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { open, type RootDatabase } from 'lmdb'
import { dataFile } from './begin-copy.ts'
import { FolderError } from './folder-error.ts'
import { journalFiles } from './journal.ts'
import { keyEncoder } from './keys.ts'
import { lockFolder } from './lock.ts'
import { makeDurable } from './make-durable.ts'
import { makeFolder } from './make-folder.ts'
import { openEmbedded } from './open.ts'

/** As `durable.ts` opens them. */
const tables = ['docs', 'entries', 'catalog']
const atOnce = 5_000

/**
 * Writes a data folder anew with what is in it and nothing else: LMDB's free pages, the rest of its pages, and the journals, keep what was deleted until they are written
 * over. No process may have it open. A crash leaves the folder as it was or as it is then; what is taken out is overwritten before it is let go.
 */
export async function compactFolder(folder: string): Promise<{ before: number; after: number }> {
  const data = join(folder, dataFile)
  if (!existsSync(data)) throw new FolderError(`${folder} is no data folder: there is no ${dataFile} in it.`)
  const before = sizeOf(folder)
  // What lies in the journals alone comes into LMDB, and whoever has the folder open refuses.
  await (await openEmbedded({ folder })).close()
  const lock = await lockFolder(folder, () => {})
  const [part, old] = [join(folder, 'compacting'), join(folder, `${dataFile}.old`)]
  try {
    // What an earlier try left.
    if (existsSync(old)) wipe(old)
    rmSync(part, { recursive: true, force: true })
    makeFolder(part)
    await copyInto(folder, part)
    makeDurable(join(part, dataFile))
    lock.check()
    linkSync(data, old)
    renameSync(join(part, dataFile), data)
    makeDurable(folder)
    wipe(old)
    for (const name of journalFiles) if (existsSync(join(folder, name))) wipe(join(folder, name))
    rmSync(join(folder, 'lock.mdb'), { force: true })
    rmSync(part, { recursive: true, force: true })
    makeDurable(folder)
  } finally {
    lock.release()
  }
  return { before, after: sizeOf(folder) }
}

/** Key by key, in their order, so that the new file's pages have never held anything else. */
async function copyInto(from: string, to: string): Promise<void> {
  const options = { noSubdir: false, maxDbs: 8, overlappingSync: false }
  const [source, target] = [open({ path: from, ...options, readOnly: true }), open({ path: to, ...options })]
  try {
    for (const name of tables) await copyTable(source, target, name)
    await target.flushed
  } finally {
    await source.close()
    await target.close()
  }
}

async function copyTable(source: RootDatabase, target: RootDatabase, name: string): Promise<void> {
  const options = { name, keyEncoder, encoding: 'string' as const }
  const [there, here] = [source.openDB<string, string>(options), target.openDB<string, string>(options)]
  let count = 0
  let put: Promise<unknown> = Promise.resolve()
  for (const { key, value } of there.getRange({ start: '\u0000' })) {
    put = here.put(key, value)
    if (++count % atOnce === 0) await put
  }
  await put
  if (here.getCount({ start: '\u0000' }) !== count) throw new FolderError(`${name} was not copied whole: nothing was changed.`)
}

/** Overwrites a file and lets it go. */
function wipe(file: string): void {
  const handle = openSync(file, 'r+')
  try {
    const zeros = Buffer.alloc(1024 * 1024)
    const { size } = statSync(file)
    for (let at = 0; at < size; at += zeros.length) writeSync(handle, zeros, 0, Math.min(zeros.length, size - at), at)
    fsyncSync(handle)
    ftruncateSync(handle, 0)
  } finally {
    closeSync(handle)
  }
  rmSync(file)
}

const sizeOf = (folder: string): number =>
  [dataFile, ...journalFiles].reduce((sum, name) => sum + (statSync(join(folder, name), { throwIfNoEntry: false })?.size ?? 0), 0)
