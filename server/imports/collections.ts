import type { ImportOptions, ImportProblem, ImportRow } from '#schemas/api/imports.ts'
import type { Instant } from '#schemas/instant.ts'
import type { ColumnUse, RowOutcome } from '#schemas/people-file.ts'
import type { Stored } from '../store/contract.ts'
import { define } from '../store/define-collection.ts'
import type { Known } from './decide.ts'

/** A file of people: how it is read, and what was begun with it last. */
export interface ImportDoc extends Stored {
  workspaceId: string
  by: string
  /** What the file is called. */
  name: string
  /** In bytes. */
  size: number
  createdAt: Instant
  options: ImportOptions
  columns: { heading: string; examples: string[] }[]
  /** Why it cannot go in as it is read. */
  problem?: ImportProblem
  /** How often something was begun with it: each has a job of its own, `<id>-<number>`. */
  begun: number
  latest?: { kind: 'check' | 'run' | 'undo'; job: string }
  /** The newest of those that write, or wrote. */
  run?: string
  /** Its file was read to its end, and is not kept. */
  fileGone?: true
  expiresAt: Instant
}

export const imports = define<ImportDoc>('imports', [
  { name: 'workspace', fields: { workspaceId: 1, createdAt: -1 } },
  { name: 'expiry', fields: { expiresAt: 1 }, expires: true },
])

/** `_id` is `<import>.<number, five digits>`; the bytes are base64, for documents are JSON. */
export interface ImportChunkDoc extends Stored {
  workspaceId: string
  data: string
  expiresAt: Instant
}

export const importChunks = define<ImportChunkDoc>('importChunks', [{ name: 'expiry', fields: { expiresAt: 1 }, expires: true }])

/** Rows whose report is kept: all that stay out, and the first of the others. `_id` is `<job>.<row, seven digits>`. */
export interface ImportRowDoc extends Stored, ImportRow {
  workspaceId: string
  job: string
  expiresAt: Instant
}

export const importRows = define<ImportRowDoc>('importRows', [
  { name: 'job', fields: { job: 1, row: 1 } },
  { name: 'outcome', fields: { job: 1, outcome: 1, row: 1 } },
  { name: 'expiry', fields: { expiresAt: 1 }, expires: true },
])

/** What becomes of the rows of one step. It is written before they are: a step that is made again does the same. */
export interface ImportPageDoc extends Stored {
  workspaceId: string
  /** Of each row that says somebody: who that is. */
  rows: { row: number; contactId: string; outcome: Exclude<RowOutcome, 'refused'>; externalId?: string }[]
  /** Of a dry run: those whom its rows would make or change, as they would be, by their keys. */
  people?: { keys: string[]; known: Known }[]
  expiresAt: Instant
}

/** `_id` is `<job>.<first row, seven digits>`. */
export const importPages = define<ImportPageDoc>('importPages', [{ name: 'expiry', fields: { expiresAt: 1 }, expires: true }])

/** What columns were, by their headings: the next file of the same system is read so. `_id` is the workspace's. */
export interface ImportHabitsDoc extends Stored {
  workspaceId: string
  columns: { heading: string; use: ColumnUse | null }[]
}

export const importHabits = define<ImportHabitsDoc>('importHabits')
