import { open } from 'lmdb'
import { beginCopy } from './begin-copy.ts'
import { everyName, type Tables } from './catalog.ts'
import { Checkpoints, type Mark } from './checkpoint.ts'
import { FolderError } from './folder-error.ts'
import { createGroupCommit, type Write } from './group-commit.ts'
import { Journal, readJournal } from './journal.ts'
import { keyEncoder } from './keys.ts'
import { createPace } from './pace.ts'
import { Table, type TableWrite } from './table.ts'

export interface DurableParts {
  folder: string
  sync: boolean
  log(line: string): void
  /** Throws when the folder is this process's no more. */
  check(): void
  /** A commit is durable, or undone. */
  committed(): void
  failed(count: number): void
}

export interface DurableTables {
  tables: Tables
  write: Write
  checkpoint(): Promise<void>
  /** Copies what was written before it, and nothing of a later checkpoint, into an empty folder. */
  copyTo(folder: string): Promise<void>
  close(): Promise<void>
}

/** To begin with. Address space only, and growing it later holds everyone up; Windows would make the file that large at once. */
const mapSize = process.platform === 'win32' ? 16 * 1024 * 1024 : 1024 * 1024 * 1024

const mostTries = 5

/** Under this name the catalog keeps the number of the journal's newest record that is in LMDB. No collection can be called so. */
const newestRecord = '\u007fjournal'
/** And under this one, how the folder is to be read. */
export const formatName = '\u007fformat'
const format = '3'
/** As earlier releases kept it: what they wrote is read as it is, and what is written now they would not find. */
const before = '2'
export const isReadable = (kept: string | undefined): boolean => kept === format || kept === before

/**
 * The tables of a data folder and the one way to write them: into memory, into the journal, and from there, some time later,
 * into LMDB. What a crash left in the journal is in LMDB before this resolves.
 */
export async function openTables(parts: DurableParts, tries = mostTries): Promise<DurableTables> {
  const { folder, sync, log, check, committed, failed } = parts
  const root = open({
    path: folder,
    noSubdir: false,
    maxDbs: 8,
    noSync: !sync,
    overlappingSync: false,
    mapSize,
  })
  let writes: TableWrite[] = []
  const takeWrites = (): TableWrite[] => {
    const taken = writes
    writes = []
    return taken
  }
  const table = (name: string, number: number): Table => {
    const options = { name, keyEncoder, encoding: 'string' as const }
    return new Table(number, root.openDB<string, string>(options), (write) => void writes.push(write))
  }
  const tables = { root, docs: table('docs', 0), entries: table('entries', 1), catalog: table('catalog', 2), pace: createPace() }
  const all = [tables.docs, tables.entries, tables.catalog]

  const record = tables.catalog.stored
  if (record.get(formatName) !== format) {
    if (tables.catalog.count(everyName) > 0 && !isReadable(record.get(formatName))) {
      await root.close()
      throw new FolderError(
        `The data folder ${folder} was made by a version of Alur that keeps documents otherwise: give an empty one as ALUR_DATA.`,
      )
    }
    await record.put(formatName, format)
  }
  const mark =
    (number: number): Mark =>
    () =>
      record.put(newestRecord, String(number))
  let number = Number(record.get(newestRecord) ?? 0)
  for (const entry of readJournal(folder, number)) {
    all[entry.table]?.replay(entry.key, entry.value)
    number = entry.number
  }
  // There is none to write before all that a crash left in it is in LMDB.
  let journal: Journal | undefined
  const { write, between, idle } = createGroupCommit({
    takeWrites,
    append: async (group) => {
      check()
      await journal?.append(group)
      // Held up just now, it was written where the next owner had read already: that is not acknowledged.
      check()
      checkpoints.wrote()
    },
    room: () => checkpoints.room(),
    committed,
    failed,
  })
  const checkpoints = new Checkpoints({
    tables: all,
    log,
    check,
    between,
    journalLength: () => journal?.length ?? 0,
    turn: () => mark(journal ? journal.turn() : number),
    renew: () => root.resetReadTxn(),
  })
  try {
    await checkpoints.now()
  } catch (error) {
    // LMDB's own book-keeping of free pages fails now and then, and not again when the folder is opened anew.
    checkpoints.stop()
    await root.close()
    if (tries === 1) throw error
    return openTables(parts, tries - 1)
  }
  journal = new Journal(folder, { sync, after: number })

  const copies = new Set<Promise<void>>()
  return {
    tables,
    write,
    checkpoint: () => checkpoints.now(),
    copyTo: async (target) => {
      // A checkpoint is several commits of LMDB: a copy begins between two checkpoints, and then goes on beside the next ones.
      const { copy } = await checkpoints.andThen(() => beginCopy(root, target))
      copies.add(copy)
      await copy.finally(() => copies.delete(copy))
    },
    close: async () => {
      // LMDB must not be let go of under a copy.
      await Promise.allSettled(copies)
      await idle()
      // What LMDB does not take stays in the journal, for the next start; it is logged.
      await checkpoints.now().catch(() => {})
      checkpoints.stop()
      journal?.close()
      await root.close()
    },
  }
}
