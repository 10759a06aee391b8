import { readNumber } from '#nodes/ask-question/read-number.ts'
import { instantOf } from '#nodes/dates.ts'
import { readEmail } from '#nodes/read-email.ts'
import { readPhone } from '#nodes/read-phone.ts'
import type { RowProblem, RowProblemCode } from '#schemas/api/imports.ts'
import { cleanName } from '#schemas/clean-name.ts'
import type { FieldValue } from '#schemas/conversation.ts'
import type { Instant } from '#schemas/instant.ts'
import type { ColumnUse, DayOrder } from '#schemas/people-file.ts'
import { latinDigits, normalise } from '#schemas/word-forms.ts'
import { readDay, readInstant } from './read-day.ts'
import { readLanguage } from './read-language.ts'
import type { FileRecord } from './read-record.ts'

/** What the rows of a file are read by. */
export interface RowPlan {
  uses: readonly (ColumnUse | null)[]
  dates: DayOrder
  country: string | undefined
  language: string
  timeZone: string
  today: string
  now: Instant
  fields: ReadonlyMap<string, FieldKind>
  /** The ids of the workspace's stages, and what they are called. */
  stages: readonly { id: string; label: string }[]
}

export interface FieldKind {
  type: 'text' | 'number' | 'date' | 'yes-no' | 'one-of' | 'many-of' | 'link'
  options?: readonly string[]
}

/** What a row says of somebody. */
export interface PersonRow {
  keys: { phone?: string; email?: string; externalId?: string }
  facts: {
    name?: string
    phone?: string
    email?: string
    language?: string
    timeZone?: string
    birthday?: string
    stage?: string
  }
  fields: Record<string, FieldValue>
  tags: string[]
  consents: { purpose: string; state: 'given' | 'refused'; at: string; words: string }[]
}

const longestCell = 4000
const longestField = 1000
const mostTags = 50
const longestTag = 60

/** What one row says, or everything that is wrong with it: it goes in whole or not at all. Empty cells say nothing. */
export function readRow(record: FileRecord, plan: RowPlan): { person: PersonRow } | { problems: RowProblem[] } {
  if (record.flaw) return { problems: [{ code: record.flaw }] }
  const { cells } = record
  const problems: RowProblem[] = []
  if (cells.slice(plan.uses.length).some((cell) => cell.trim() !== '')) problems.push({ code: 'too-many-cells' })
  const person: PersonRow = { keys: {}, facts: {}, fields: {}, tags: [], consents: [] }
  const said: Partial<Record<'given-name' | 'family-name' | 'consent-words' | 'consent-at', string>> = {}
  const asked: { purpose: string; column: number; state: 'given' | 'refused' }[] = []
  const readCell = (use: ColumnUse, column: number, cell: string | null): RowProblemCode | undefined => {
    if (cell === null) return 'formula'
    if (cell.length > longestCell) return 'too-long'
    if (cell === '') return undefined
    if (use.startsWith('field:')) {
      const name = use.slice('field:'.length)
      const read = readField(cell, plan.fields.get(name) ?? { type: 'text' }, plan)
      if ('code' in read) return read.code
      person.fields[name] = read.value
      return undefined
    }
    if (use.startsWith('consent:')) {
      const yes = readYesNo(cell)
      if (yes === null) return 'yes-no'
      asked.push({ purpose: use.slice('consent:'.length), column, state: yes ? 'given' : 'refused' })
      return undefined
    }
    if (!isPart(use)) return readFact(use as Exclude<ColumnUse, Part>, cell, person, plan)
    said[use] = cell
    return undefined
  }
  for (const [column, use] of plan.uses.entries()) {
    const written = cells[column] ?? ''
    const code = use === null ? undefined : readCell(use, column, contentOf(written))
    if (code) problems.push({ code, column, value: shownOf(written) })
  }
  nameOfParts(person, said)
  for (const { purpose, column, state } of asked) {
    const at = said['consent-at'] && readInstant(said['consent-at'], habitOf(plan))
    const words = said['consent-words']
    // What is yet to come nobody has agreed to.
    if (at && at <= plan.now && words) person.consents.push({ purpose, state, at, words })
    else problems.push({ code: 'consent', column })
  }
  const { phone, email, externalId } = person.keys
  if (problems.length === 0 && !phone && !email && !externalId) problems.push({ code: 'no-key' })
  return problems.length > 0 ? { problems } : { person }
}

const parts = ['given-name', 'family-name', 'consent-words', 'consent-at'] as const
type Part = (typeof parts)[number]
const isPart = (use: ColumnUse): use is Part => (parts as readonly string[]).includes(use)

/** What stands in cells of which nothing is known. */
const nothing = /^(?:|[-–—]+|n\/?a|null|none|nil|#n\/a|無|无|لا يوجد|ไม่มี|không có)$/i
const errors = /^#(?:REF|VALUE|NAME|DIV\/0|NUM|NULL|SPILL|CALC)[!?]/
const textAsFormula = /^="([^"]*)"$/
/** How exports, ours too, write a cell that must not compute. */
const guarded = /^'(?=[=+\-@\t\r])/

/** Marks of direction, which come along when a number is copied from a chat, and NUL, which no store takes. */
const unseen = /[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]|(?!\s)\p{Cc}/gu

/** What a cell says; empty for nothing; null for a formula, or what became of one. */
function contentOf(cell: string): string | null {
  const text = cell.replace(unseen, '').trim()
  if (nothing.test(text)) return ''
  const asText = textAsFormula.exec(text)
  if (asText) return (asText[1] as string).trim()
  if (guarded.test(text)) return text.slice(1)
  return text.startsWith('=') || errors.test(text) ? null : text
}

const mostShown = 200
export const shownOf = (cell: string): string => (cell.length > mostShown ? `${cell.slice(0, mostShown)}…` : cell)

type Read = { value: FieldValue } | { code: RowProblemCode }

function readFact(use: Exclude<ColumnUse, Part>, cell: string, person: PersonRow, plan: RowPlan): RowProblemCode | undefined {
  switch (use) {
    case 'name': {
      const name = cleanName(cell)
      if (name === '') return 'text'
      person.facts.name = name
      return
    }
    case 'phone': {
      if (/^[\d.,]+e\+?\d+$/i.test(cell)) return 'lost-digits'
      const phone = /[\p{L}]/u.test(cell.replace(/\p{Cf}/gu, '')) || cell.length > 60 ? null : readPhone(cell, plan.country)
      if (phone === null) return 'phone'
      person.keys.phone = person.facts.phone = phone
      return
    }
    case 'email': {
      const email = cell.length > 300 ? null : readEmail(cell)?.toLowerCase()
      if (!email) return 'email'
      person.keys.email = person.facts.email = email
      return
    }
    case 'external-id': {
      if (cell.length > 120 || /\p{Cc}/u.test(cell)) return 'external-id'
      person.keys.externalId = cell
      return
    }
    case 'language': {
      const language = readLanguage(cell)
      if (language === null) return 'language'
      person.facts.language = language
      return
    }
    case 'time-zone': {
      const zone = zoneOf(cell)
      if (zone === null) return 'time-zone'
      person.facts.timeZone = zone
      return
    }
    case 'birthday': {
      const day = readDay(cell, { order: plan.dates, today: plan.today, past: true })
      if (day === null || (!day.startsWith('-') && day > plan.today) || (day.slice(0, 4) < '1880' && !day.startsWith('-')))
        return 'date'
      person.facts.birthday = day
      return
    }
    case 'stage': {
      const key = normalise(cell)
      const stage = plan.stages.find(({ id, label }) => id === cell || normalise(label) === key)
      if (!stage) return 'stage'
      person.facts.stage = stage.id
      return
    }
    case 'tags': {
      const tags = listIn(cell).map((tag) => cleanName(tag, longestTag + 1))
      if (tags.length + person.tags.length > mostTags || tags.some((tag) => tag === '' || tag.length > longestTag)) return 'tags'
      person.tags = [...new Set([...person.tags, ...tags])]
      return
    }
  }
  return
}

/** A name in two cells is written as its people write names. */
function nameOfParts({ facts }: PersonRow, said: { 'given-name'?: string; 'family-name'?: string }): void {
  const { 'given-name': given, 'family-name': family } = said
  if (facts.name || (!given && !family)) return
  const together = /\p{Script=Han}/u.test(`${given ?? ''}${family ?? ''}`)
  const name = cleanName(together ? `${family ?? ''}${given ?? ''}` : [given, family].filter(Boolean).join(' '))
  if (name !== '') facts.name = name
}

function readField(cell: string, { type, options = [] }: FieldKind, plan: RowPlan): Read {
  switch (type) {
    case 'number': {
      const number = /^\s*[-+]?\d+(?:\.\d+)?(?:e[-+]?\d+)?\s*$/i.test(latinDigits(cell))
        ? Number(latinDigits(cell))
        : readNumber(cell, plan.language)
      return number === null || !Number.isFinite(number) ? { code: 'number' } : { value: number }
    }
    case 'date': {
      const day = readDay(cell, { order: plan.dates, today: plan.today })
      return day === null ? { code: 'date' } : { value: day }
    }
    case 'yes-no': {
      const yes = readYesNo(cell)
      return yes === null ? { code: 'yes-no' } : { value: yes }
    }
    case 'one-of': {
      const option = optionOf(cell, options)
      return option === undefined ? { code: 'choice' } : { value: option }
    }
    case 'many-of': {
      const whole = optionOf(cell, options)
      const chosen = whole === undefined ? listIn(cell).map((part) => optionOf(part, options)) : [whole]
      return chosen.includes(undefined) ? { code: 'choice' } : { value: [...new Set(chosen as string[])] }
    }
    case 'link':
      return isLink(cell) ? { value: cell } : { code: 'link' }
    case 'text':
      return cell.length > longestField ? { code: 'too-long' } : { value: cell }
  }
}

const optionOf = (cell: string, options: readonly string[]): string | undefined =>
  options.find((option) => option === cell) ?? options.find((option) => normalise(option) === normalise(cell))

const listIn = (cell: string): string[] =>
  cell
    .split(/[,;|،؛、，；\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== '')

const isLink = (cell: string): boolean => {
  if (cell.length > 2000 || !/^https?:\/\//i.test(cell)) return false
  return URL.canParse(cell)
}

const yes = words(
  'yes y true 1 x ✓ ✔ on ok 是 有 對 对 ✅ 同意 نعم صح أوافق موافق ใช่ ยินยอม có đúng đồng-ý ya setuju benar given opted-in subscribed',
)
const no = words(
  'no n false 0 off ✗ ✘ ❌ 否 不 不是 沒有 没有 不同意 لا خطأ لا-أوافق غير-موافق ไม่ ไม่ใช่ ไม่ยินยอม không không-đồng-ý tidak tak bukan refused opted-out unsubscribed',
)

function words(list: string): ReadonlySet<string> {
  return new Set(list.split(' ').map((word) => word.replaceAll('-', ' ')))
}

export function readYesNo(cell: string): boolean | null {
  const said = latinDigits(cell.normalize('NFKC')).trim().toLowerCase().replace(/[-_]/g, ' ')
  return yes.has(said) ? true : no.has(said) ? false : null
}

function zoneOf(cell: string): string | null {
  if (!/^[A-Za-z]+(?:[/_+-][A-Za-z0-9]+)+$|^UTC$/.test(cell)) return null
  try {
    return new Intl.DateTimeFormat('en', { timeZone: cell }).resolvedOptions().timeZone
  } catch {
    return null
  }
}

const habitOf = ({ dates, today, timeZone }: RowPlan) => ({
  order: dates,
  today,
  timeZone,
  instantOf: (day: string, time: string) => instantOf(day, time, timeZone),
})
