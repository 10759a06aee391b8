import { channelKinds } from '../message.ts'
import {
  type ColumnUse,
  conflictRules,
  dayOrders,
  type ExportColumn,
  encodings,
  exportColumns,
  plainUses,
  rowOutcomes,
  separators,
} from '../people-file.ts'
import {
  anyText,
  count,
  type FromFields,
  type FromShape,
  id,
  instant,
  language,
  listing,
  listOf,
  mapOf,
  maybe,
  named,
  nameText,
  object,
  oneOf,
  orNull,
  pageFields,
  person,
  type Shape,
  text,
  whole,
  yesNo,
} from './shape.ts'

export const columnUse: Shape<ColumnUse> = {
  type: 'string',
  pattern: `^(${plainUses.join('|')}|(field|consent):[A-Za-z0-9_-]{1,64})$`,
  'x-reason': 'is nothing that a column can be',
}

export const mostColumns = 300

const optionFields = {
  encoding: oneOf(encodings),
  separator: oneOf(separators),
  /** Whether the first row says what the columns are. */
  header: yesNo,
  dates: oneOf(dayOrders),
  conflict: oneOf(conflictRules),
  /** What each column is; null: it stays out. */
  columns: listOf(orNull(columnUse), mostColumns),
}
export type ImportOptions = FromFields<typeof optionFields>
/** What is left out stays as it was recognised, or chosen before. */
export const importChange = object({
  encoding: maybe(optionFields.encoding),
  separator: maybe(optionFields.separator),
  header: maybe(optionFields.header),
  dates: maybe(optionFields.dates),
  conflict: maybe(optionFields.conflict),
  columns: maybe(optionFields.columns),
})
export type ImportChange = FromShape<typeof importChange>

/** The options as an address can say them; those of columns stand in `columns`, separated by commas, with nothing for one that stays out. */
export const newImportQuery = object({
  /** Nothing is written: the report says what would be. */
  dry: maybe(oneOf(['true', 'false'])),
  /** What the file is called. */
  name: maybe(nameText),
  encoding: maybe(oneOf(encodings)),
  separator: maybe(oneOf([...separators, 'tab'])),
  header: maybe(oneOf(['true', 'false'])),
  dates: maybe(oneOf(dayOrders)),
  conflict: maybe(oneOf(conflictRules)),
  columns: maybe(text(10_000)),
})
export type NewImportQuery = FromShape<typeof newImportQuery>

/**
 * read: nothing was tried yet, or it cannot be (`problem`) · checking, checked: a dry run · running, done · cancelled: what was written
 * stays · failed · undoing, undone.
 */
export const importStates = [
  'read',
  'checking',
  'checked',
  'running',
  'done',
  'cancelled',
  'failed',
  'undoing',
  'undone',
] as const
export type ImportState = (typeof importStates)[number]

/**
 * Why a file as it is read now cannot go in. `no-rows`: nothing but a heading · `no-key`: no column says who somebody is (phone, e-mail or
 * an id of yours) · `twice`: two columns are the same · `no-consent-proof`: consents without the columns of their words and date ·
 * `no-such-field`: a column is a field, or a purpose, that the workspace does not have · `columns`: there are not as many.
 */
export const importProblem = oneOf(['no-rows', 'no-key', 'twice', 'no-consent-proof', 'no-such-field', 'columns'])
export type ImportProblem = FromShape<typeof importProblem>

const importFields = {
  id,
  name: nameText,
  by: person,
  /** In bytes. */
  size: count,
  createdAt: instant,
  endedAt: maybe(instant),
  state: oneOf(importStates),
  problem: maybe(importProblem),
  options: object(optionFields),
  /** The columns: what they are called, and the first values in them. */
  columns: listOf(object({ heading: anyText, examples: listOf(anyText) }), mostColumns),
  /** How many rows are done, of about how many. */
  done: count,
  of: maybe(count),
  /** Of a dry run: what they would become. */
  counts: object({ made: count, changed: count, same: count, skipped: count, refused: count }),
  /** How many people were put back, of an import that was undone. */
  putBack: maybe(count),
  /** Whether what it wrote can be taken back. */
  undoable: yesNo,
  /** Whether its file is still there: it can be tried, or begun. */
  startable: yesNo,
}
/**
 * POST /workspaces/{w}/imports?dry=true, a file as text/csv or multipart/form-data → ImportView · GET …/imports → Listing<ImportView>, the
 * newest first · GET …/imports/{k} · POST …/imports/{k}/check ImportChange, /start ImportChange, /cancel, /undo → ImportView ·
 * GET …/imports/{k}/rows → Listing<ImportRow> · GET …/imports/{k}/refused → the rows that were refused, as a file
 */
export type ImportView = FromFields<typeof importFields>
export const importView = named<ImportView>('Import', object(importFields))
export const importViews = listing(importView)

/**
 * Why a row stays out. `quote`: a quote that is not closed, or not where a cell begins · `encoding`: bytes that are none of the file's
 * encoding · `too-long` · `too-many-cells`: more cells than columns · `formula`: a cell that computes · `no-key`: nothing says who it is ·
 * `two-people`: its phone number, address and id are of different people · `several-people`: more than one person has them · `lost-digits`:
 * a spreadsheet wrote 8.5E+11 for the number · `consent`: a yes or no without its words or date · the others: it is none.
 */
export const rowProblems = [
  'quote',
  'encoding',
  'too-long',
  'too-many-cells',
  'formula',
  'no-key',
  'two-people',
  'several-people',
  'lost-digits',
  'phone',
  'email',
  'external-id',
  'language',
  'time-zone',
  'date',
  'stage',
  'tags',
  'number',
  'yes-no',
  'choice',
  'link',
  'text',
  'consent',
] as const
export type RowProblemCode = (typeof rowProblems)[number]
const rowProblem = object({
  code: oneOf(rowProblems),
  /** Of which column, by its place from 0; absent: of the row. */
  column: maybe(whole(0, 100_000)),
  /** The cell, or its beginning. */
  value: maybe(anyText),
})
export type RowProblem = FromShape<typeof rowProblem>

const rowFields = {
  /** Its number from 1, the heading not counted. */
  row: count,
  /** The line of the file it begins on, from 1. */
  line: count,
  outcome: oneOf(rowOutcomes),
  problems: listOf(rowProblem),
  /** As much of its cells as is shown. */
  cells: listOf(anyText),
}
export type ImportRow = FromFields<typeof rowFields>
export const importRows = listing(named<ImportRow>('ImportRow', object(rowFields)))
export const importRowsQuery = object({ ...pageFields, outcome: maybe(oneOf(rowOutcomes)) })

const exportColumn: Shape<ExportColumn> = {
  type: 'string',
  pattern: `^(${exportColumns.join('|')}|field:[A-Za-z0-9_-]{1,64})$`,
  'x-reason': 'is nothing that can be exported',
}

/**
 * POST /workspaces/{w}/contacts/export → a CSV file that Excel opens as it is: of these contacts, or of those that the filter of the list
 * finds, or of everybody. Days and times are those of the workspace’s time zone. Whoever asked to be restricted is left out.
 */
export const exportAsked = object({
  contacts: maybe(listOf(id, 10_000)),
  filter: maybe(
    object({
      q: maybe(text(200)),
      tag: maybe(text(100)),
      stage: maybe(text(40)),
      channel: maybe(oneOf(channelKinds)),
      language: maybe(language),
      fields: maybe(mapOf(text(200))),
    }),
  ),
  /** All of them, and every field, unless said otherwise. */
  columns: maybe(listOf(exportColumn, mostColumns)),
})
export type ExportAsked = FromShape<typeof exportAsked>
