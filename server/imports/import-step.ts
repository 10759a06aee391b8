import { setImmediate as letOthers } from 'node:timers/promises'
import type { ImportOptions, ImportRow, RowProblem } from '#schemas/api/imports.ts'
import { instantAt } from '#schemas/instant.ts'
import type { RowOutcome } from '#schemas/people-file.ts'
import type { Engine } from '../engine/engine.ts'
import { timeOrderedId } from '../engine/ids.ts'
import { type JobSoFar, jobKind, type StepDone } from '../jobs/job-kind.ts'
import type { Store } from '../store/contract.ts'
import { pagesOf } from '../store/find-all.ts'
import { type ImportDoc, type ImportPageDoc, importPages, importRows, imports } from './collections.ts'
import { decide, withChange } from './decide.ts'
import { dropUpload, importKeptMs, readUpload } from './keep-upload.ts'
import { dryPeople, type RowWrite, rememberPage, rowPeople, writeRows } from './people-of-rows.ts'
import { endOfLine, type FileRecord, mostRecordBytes, readRecord } from './read-record.ts'
import { type RowPlan, readRow } from './read-row.ts'
import { isBlank, startOf } from './recognise-format.ts'
import { habitsOf } from './workspace-habits.ts'

export interface ImportInput {
  importId: string
  options: ImportOptions
}

/** Where a step begins. */
interface Place {
  byte: number
  /** How many rows are before it. */
  row: number
  /** How many lines are. */
  line: number
}

/** So many rows, then how far it is becomes durable. */
const rowsAtOnce = 200
/** Messages get their turn after so many rows. */
const readAtOnce = 20
/** Of rows that go in, the report of so many is kept. */
const mostReported = 200
const windowBytes = 256 * 1024

/** Reads a file of people and writes nothing but a report of what would become of it. */
export const checkImport = jobKind<ImportInput>({
  kind: 'check-import',
  cancellable: true,
  step: (engine, job) => step(engine, job, true),
})

/**
 * Reads a file of people and writes them, row by row, each change under an id of its own. What becomes of a page of rows is written down
 * before: a step that is made again, after a crash, does the same and writes nothing twice.
 */
export const importPeople = jobKind<ImportInput>({
  kind: 'import-people',
  cancellable: true,
  step: (engine, job) => step(engine, job, false),
})

async function step(engine: Engine, job: JobSoFar<ImportInput>, isDry: boolean): Promise<StepDone> {
  const { store } = engine
  const { importId, options } = job.input
  const doc = await store.collection(imports).get(importId)
  if (!doc) return { done: 0, failed: { code: 'input-gone' } }
  const place: Place = job.cursor === undefined ? { byte: 0, row: 0, line: 1 } : JSON.parse(job.cursor)
  if (place.byte >= doc.size) {
    await tidyUp(engine, job, isDry)
    return { done: 0 }
  }
  const read = await readRecords(engine, doc, options, place)
  if (!read) return { done: 0, failed: { code: 'input-gone' } }
  const plan: RowPlan = { ...(await habitsOf(engine, job.workspaceId)), uses: options.columns, dates: options.dates }
  const done = read.records.length > 0 ? await takeRows(engine, job, { doc, plan, records: read.records, isDry }) : { done: 0 }
  const rows = place.row + read.records.length
  const of = read.isEnd ? rows : Math.max(rows, Math.round((rows * doc.size) / read.next.byte))
  return { ...done, of, cursor: JSON.stringify(read.next), againInMs: 0 }
}

/** A step of its own, when all that came of the rows is noted: nothing that it takes away is asked for again. */
async function tidyUp({ store }: Engine, { _id, input }: JobSoFar<ImportInput>, isDry: boolean): Promise<void> {
  if (isDry) return void (await store.collection(importPages).delete({ _id: idsOfJob(_id) }))
  // First what says that it is not there.
  await store.collection(imports).update(input.importId, { $set: { fileGone: true } })
  await dropUpload(store, input.importId)
}

interface NumberedRecord extends FileRecord {
  row: number
  line: number
}

/** The next rows of a file, without those in which nothing stands. */
async function readRecords(
  { store }: Engine,
  { _id, size }: ImportDoc,
  { encoding, separator, header }: ImportOptions,
  from: Place,
): Promise<{ records: NumberedRecord[]; next: Place; isEnd: boolean } | undefined> {
  const records: NumberedRecord[] = []
  const next = { ...from }
  let wanted = windowBytes
  let isFirst = from.byte === 0
  let isOpen = false
  while (next.byte < size && (isOpen || records.length < rowsAtOnce)) {
    const bytes = await readUpload(store, _id, next.byte, wanted)
    if (!bytes) return undefined
    if (isOpen) {
      const end = endOfLine(bytes, encoding)
      isOpen = end === undefined
      next.byte += end ?? bytes.length
      continue
    }
    const isWhole = next.byte + bytes.length >= size
    let at = 0
    if (isFirst) {
      at = startOf(encoding, bytes)
      if (header) at = firstRow(bytes, at)
      isFirst = false
      next.line += linesIn(bytes, at)
    }
    const begun = records.length
    while (at < bytes.length && records.length < rowsAtOnce) {
      const record = readRecord(bytes, at, { encoding, separator }, isWhole)
      if (!record) break
      if (!isBlank(record)) records.push({ ...record, row: next.row + records.length + 1, line: next.line })
      next.line += record.lines
      at = record.next
      isOpen = record.open === true
      if (records.length % readAtOnce === 0) await letOthers()
    }
    // A record that is longer than what was read: more is.
    wanted = at === 0 && records.length === begun ? wanted + mostRecordBytes : windowBytes
    next.byte += at
  }
  next.row += records.length
  return { records, next, isEnd: next.byte >= size }

  function firstRow(bytes: Uint8Array, at: number): number {
    for (;;) {
      const record = readRecord(bytes, at, { encoding, separator }, true)
      if (!record || record.next >= bytes.length) return bytes.length
      at = record.next
      if (!isBlank(record)) return at
    }
  }
  function linesIn(bytes: Uint8Array, until: number): number {
    const width = encoding.startsWith('utf-16') ? 2 : 1
    const low = encoding === 'utf-16be' ? 1 : 0
    let lines = 0
    for (let i = low; i < until; i += width) {
      const isHigh = width === 2 && bytes[i + 1 - 2 * low] !== 0
      if (bytes[i] === 0x0a && !isHigh) lines++
    }
    return lines
  }
}

/** What becomes of a page of rows; and, unless it is dry, makes it so. */
async function takeRows(
  engine: Engine,
  job: JobSoFar<ImportInput>,
  { doc, plan, records, isDry }: { doc: ImportDoc; plan: RowPlan; records: NumberedRecord[]; isDry: boolean },
): Promise<Pick<StepDone, 'done' | 'report'>> {
  const { store } = engine
  const { workspaceId, _id: jobId } = job
  const [first] = records
  const expiresAt = instantAt(engine.now() + importKeptMs)
  const page: ImportPageDoc = { _id: rowId(jobId, first?.row ?? 0), workspaceId, rows: [], expiresAt }
  const before = isDry ? null : await store.collection(importPages).get(page._id)
  const earlier = isDry ? await dryPeople(pagesOfJob(store, jobId), jobId) : undefined
  const people = rowPeople(store, workspaceId, { pageId: page._id, before: earlier })
  const told: ImportRow[] = []
  const writes: RowWrite[] = []
  const read: ReturnType<typeof readRow>[] = []
  for (let at = 0; at < records.length; at += readAtOnce) {
    await letOthers()
    const some = records.slice(at, at + readAtOnce).map((record) => readRow(record, plan))
    await people.look(some.flatMap((row) => ('person' in row ? row.person.keys : [])))
    read.push(...some)
  }
  for (const [i, { row, line, cells }] of records.entries()) {
    const refuse = (problems: RowProblem[]) => void told.push({ row, line, outcome: 'refused', problems, cells })
    const said = read[i] as ReturnType<typeof readRow>
    if ('problems' in said) {
      refuse(said.problems)
      continue
    }
    const { person } = said
    const found = await people.by(person.keys)
    const decision = decide(person, found, job.input.options.conflict)
    // A step that is made again finds what it wrote the first time: what it became then it becomes now.
    const then = before?.rows.find((one) => one.row === row)
    if (decision.outcome === 'refused') {
      refuse([{ code: decision.code }])
      continue
    }
    const { change } = decision
    const outcome = then?.outcome ?? decision.outcome
    const contactId = then?.contactId ?? ('known' in decision ? decision.known.id : `p${timeOrderedId(engine.now())}`)
    const isNewId = person.keys.externalId !== undefined && (found.externalId ?? []).length === 0 && outcome !== 'skipped'
    const externalId = then ? then.externalId : isNewId ? person.keys.externalId : undefined
    const named = externalId === undefined ? {} : { externalId }
    page.rows.push({ row, contactId, outcome, ...named })
    told.push({ row, line, outcome, problems: [], cells })
    const made = decision.outcome === 'made'
    writes.push({ contactId, changeId: rowId(jobId, row), made, change, ...named })
    people.note(withChange('known' in decision ? decision.known : { id: contactId, fields: {}, tags: [] }, change), person.keys)
  }
  if (isDry) page.people = people.noted()
  if (!before && page.rows.length > 0) await store.collection(importPages).put(isDry ? { ...page, rows: [] } : page)
  if (earlier) rememberPage(earlier, page)
  if (!isDry) await writeRows(engine, { workspaceId, importId: doc._id, name: doc.name }, writes)
  await store
    .collection(importRows)
    .insertMany(
      told
        .filter(({ outcome, row }) => outcome === 'refused' || row <= mostReported)
        .map((row) => ({ ...row, cells: keptCells(row.cells), _id: rowId(jobId, row.row), workspaceId, job: jobId, expiresAt })),
    )
  const report: Record<RowOutcome, number> = { made: 0, changed: 0, same: 0, skipped: 0, refused: 0 }
  for (const { outcome } of told) report[outcome]++
  return { done: records.length, report }
}

/** Pages, and what is told of rows, have ids in the order of the file. */
export const rowId = (jobId: string, row: number): string => `${jobId}.${String(row).padStart(7, '0')}`

export const pagesOfJob = (store: Store, jobId: string): AsyncIterable<ImportPageDoc[]> =>
  pagesOf(store.collection(importPages), { _id: idsOfJob(jobId) }, { sort: { _id: 1 }, limit: 20 })

const idsOfJob = (jobId: string) => ({ $gt: `${jobId}.`, $lt: `${jobId}/` })

const mostCell = 4000
const mostCells = 300
const keptCells = (cells: readonly string[]): string[] =>
  cells.slice(0, mostCells).map((cell) => (cell.length > mostCell ? `${cell.slice(0, mostCell)}…` : cell))
