import { readEmail } from '#nodes/read-email.ts'
import { readPhone } from '#nodes/read-phone.ts'
import type { ColumnUse } from '#schemas/people-file.ts'
import { normalise } from '#schemas/word-forms.ts'
import { columnWords } from './column-words.ts'

/** What is known of a workspace by which the columns of a file are recognised. */
export interface KnownColumns {
  fields: readonly { name: string; label: string; type: string }[]
  purposes: readonly { id: string; label: string }[]
  country: string | undefined
  /** By their headings, as `headingKey` writes them: what was chosen for them before. */
  remembered: ReadonlyMap<string, ColumnUse | null>
}

export interface ColumnsRead {
  /** Whether the first row says what the columns are. */
  header: boolean
  uses: (ColumnUse | null)[]
}

const phoneShare = 0.6

/**
 * What each column of a file is, by its heading, what was chosen for it before, and what is in it where neither says something; null: nobody
 * knows, and it stays out. No use twice but of tags. The first row is a heading unless it holds somebody's phone number or address.
 */
export function recogniseColumns(rows: readonly (readonly string[])[], known: KnownColumns): ColumnsRead {
  const [first = []] = rows
  const header = !first.some((cell) => looksLike(cell, known.country) !== null)
  const width = Math.max(0, ...rows.map((cells) => cells.length))
  const body = header ? rows.slice(1) : rows
  const taken = new Set<ColumnUse>()
  const take = (use: ColumnUse | null | undefined): ColumnUse | null => {
    if (!use || taken.has(use)) return null
    if (use !== 'tags') taken.add(use)
    return use
  }
  const uses: (ColumnUse | null | undefined)[] = Array.from({ length: width }, (_, i) => {
    const heading = header ? headingKey(first[i] ?? '') : ''
    if (known.remembered.has(heading)) return take(known.remembered.get(heading)) ?? null
    return take(usesByHeading(known).get(heading)) ?? undefined
  })
  const read = uses.map((use, i) => (use !== undefined ? use : take(byContent(body, i, known.country))))
  return { header, uses: read }
}

/** Headings are compared without case, marks and signs. */
export const headingKey = (heading: string): string => normalise(heading)

function usesByHeading({ fields, purposes }: KnownColumns): Map<string, ColumnUse> {
  const uses = new Map(byWord)
  for (const { id, label } of purposes) for (const name of [id, label]) uses.set(headingKey(`consent ${name}`), `consent:${id}`)
  // A field of the workspace's own is named by them, whatever else the word means.
  for (const { name, label } of fields) for (const each of [label, name]) uses.set(headingKey(each), `field:${name}`)
  uses.delete('')
  return uses
}

const byWord: ReadonlyMap<string, ColumnUse> = new Map(
  columnWords.flatMap(([use, words]) => words.split(/\||\n/).map((word) => [headingKey(word), use] as const)),
)

function byContent(rows: readonly (readonly string[])[], column: number, country: string | undefined): ColumnUse | null {
  const cells = rows.map((cells) => cells[column]?.trim() ?? '').filter((cell) => cell !== '')
  for (const use of ['email', 'phone'] as const)
    if (cells.length > 0 && cells.filter((cell) => looksLike(cell, country) === use).length / cells.length >= phoneShare)
      return use
  return null
}

function looksLike(cell: string, country: string | undefined): 'email' | 'phone' | null {
  if (cell.length > 100) return null
  if (cell.includes('@')) return readEmail(cell) === null ? null : 'email'
  if (!/^[\s+\d().=" -]{7,}$/.test(cell)) return null
  // A date, an amount or a customer's number is no phone number, though it may be the digits of one.
  return (/^[\s="]*(?:\+|00)/.test(cell) || cell.replace(/\D/g, '').length >= 8) && readPhone(cell, country) !== null
    ? 'phone'
    : null
}
