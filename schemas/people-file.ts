/** The words in which files of people are spoken of, those that come in and those that go out. */

export const encodings = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1256', 'gb18030'] as const
export type Encoding = (typeof encodings)[number]
export const separators = [',', ';', '\t', '|'] as const
export type Separator = (typeof separators)[number]
export const dayOrders = ['dmy', 'mdy', 'ymd'] as const
export type DayOrder = (typeof dayOrders)[number]

/** What becomes of somebody who is known already: their row stays out, fills what is empty, or is right. Tags are added in both. */
export const conflictRules = ['skip', 'fill', 'overwrite'] as const
export type ConflictRule = (typeof conflictRules)[number]

/** What a column can be, beside `field:<name>` (a field of the workspace's own) and `consent:<purpose>` (yes or no). */
export const plainUses = [
  'name',
  'given-name',
  'family-name',
  'phone',
  'email',
  'external-id',
  'language',
  'time-zone',
  'birthday',
  'stage',
  'tags',
  'consent-words',
  'consent-at',
] as const
export type PlainUse = (typeof plainUses)[number]
export type ColumnUse = PlainUse | `field:${string}` | `consent:${string}`

/** What became of a row, or would. */
export const rowOutcomes = ['made', 'changed', 'same', 'skipped', 'refused'] as const
export type RowOutcome = (typeof rowOutcomes)[number]

/** What a column of an export can hold, beside `field:<name>`. */
export const exportColumns = [
  'name',
  'phone',
  'email',
  'external-id',
  'language',
  'time-zone',
  'birthday',
  'stage',
  'tags',
  'source',
  'first-seen',
  'last-seen',
  'opted-out',
  'contact-id',
] as const
export type ExportColumn = (typeof exportColumns)[number] | `field:${string}`
