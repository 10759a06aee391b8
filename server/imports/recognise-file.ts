import { type ImportChange, type ImportOptions, type ImportProblem, mostColumns } from '#schemas/api/imports.ts'
import type { ColumnUse } from '#schemas/people-file.ts'
import { dayOrderIn, dayOrderOf } from './read-day.ts'
import { shownOf } from './read-row.ts'
import { type KnownColumns, recogniseColumns } from './recognise-columns.ts'
import { firstRecords, recogniseEncoding, recogniseSeparator } from './recognise-format.ts'

export interface FileRead {
  options: ImportOptions
  columns: { heading: string; examples: string[] }[]
  problem?: ImportProblem
}

/** So much of its beginning says how a file is to be read. */
export const beginningBytes = 256 * 1024
const sampleRows = 200
const examplesShown = 4

/**
 * How a file is to be read, by its beginning and what was chosen. Columns that were chosen are taken back where the file is split up
 * differently by then: the columns are others.
 */
export function recogniseFile(bytes: Uint8Array, isWhole: boolean, known: KnownColumns, chosen: ImportChange): FileRead {
  const encoding = chosen.encoding ?? recogniseEncoding(bytes, isWhole)
  const separator = chosen.separator ?? recogniseSeparator(bytes, encoding, isWhole)
  const records = firstRecords(bytes, encoding, separator, isWhole, sampleRows)
  const rows = records.filter(({ flaw }, i) => !flaw || i === 0).map(({ cells }) => cells.slice(0, mostColumns))
  const read = recogniseColumns(rows, known)
  const header = chosen.header ?? read.header
  const width = header ? (rows[0]?.length ?? 0) : Math.max(0, ...rows.map((cells) => cells.length))
  const columns = chosen.columns ?? Array.from({ length: width }, (_, i) => read.uses[i] ?? null)
  const body = header ? rows.slice(1) : rows
  const cellsOf = (i: number): string[] => body.map((cells) => cells[i]?.trim() ?? '').filter((cell) => cell !== '')
  const dated = columns.flatMap((use, i) => (use !== null && isDated(use, known) ? cellsOf(i) : []))
  const dates = chosen.dates ?? dayOrderOf(dated) ?? dayOrderIn(known.country)
  const problem =
    isWhole && records.length < (header ? 2 : 1) ? 'no-rows' : columns.length !== width ? 'columns' : problemOf(columns, known)
  return {
    options: { encoding, separator, header, dates, conflict: chosen.conflict ?? 'fill', columns },
    columns: Array.from({ length: width }, (_, i) => ({
      heading: header ? shownOf(rows[0]?.[i]?.trim() ?? '') : '',
      examples: cellsOf(i).slice(0, examplesShown).map(shownOf),
    })),
    ...(problem ? { problem } : {}),
  }
}

const isDated = (use: ColumnUse, { fields }: KnownColumns): boolean =>
  use === 'birthday' || use === 'consent-at' || fields.some(({ name, type }) => type === 'date' && use === `field:${name}`)

/** Why people cannot be read from such columns. */
function problemOf(columns: readonly (ColumnUse | null)[], { fields, purposes }: KnownColumns): ImportProblem | undefined {
  const uses = columns.filter((use) => use !== null)
  const once = uses.filter((use) => use !== 'tags')
  if (new Set(once).size < once.length) return 'twice'
  const isThere = (use: ColumnUse): boolean => {
    const [kind, name] = use.split(':') as [string, string?]
    if (kind === 'field') return fields.some((field) => field.name === name)
    return kind !== 'consent' || purposes.some(({ id }) => id === name)
  }
  if (!uses.every(isThere)) return 'no-such-field'
  if (!(['phone', 'email', 'external-id'] as const).some((key) => uses.includes(key))) return 'no-key'
  const asksConsent = uses.some((use) => use.startsWith('consent:'))
  if (asksConsent && !(uses.includes('consent-words') && uses.includes('consent-at'))) return 'no-consent-proof'
  return undefined
}
