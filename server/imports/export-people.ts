import { Readable } from 'node:stream'
import { parsePhoneNumberFromString } from 'libphonenumber-js/max'
import { dayOf, localIso } from '#nodes/dates.ts'
import type { ContactsQuery } from '#schemas/api/contacts.ts'
import type { ExportAsked } from '#schemas/api/imports.ts'
import type { FieldValue } from '#schemas/conversation.ts'
import { type DayOrder, type ExportColumn, exportColumns } from '#schemas/people-file.ts'
import type { OpenFile } from '../chats/index.ts'
import { type Deps, instantNow } from '../deps.ts'
import { invalidInput } from '../errors.ts'
import { type ContactDoc, contactsOf, fieldsOf, stagesOf } from '../people/index.ts'
import { type Actor, countryOfZone, recordAudit, workspaceOf } from '../workspaces/index.ts'
import { csvLine } from './csv-line.ts'
import { dayOrderIn } from './read-day.ts'

/** What a column is called in the file: as an import recognises it. */
const headings: Record<(typeof exportColumns)[number], string> = {
  name: 'Name',
  phone: 'Phone',
  email: 'E-mail',
  'external-id': 'Customer ID',
  language: 'Language',
  'time-zone': 'Time zone',
  birthday: 'Birthday',
  stage: 'Stage',
  tags: 'Tags',
  source: 'First source',
  'first-seen': 'First seen',
  'last-seen': 'Last seen',
  'opted-out': 'Said STOP',
  'contact-id': 'Alur ID',
}

/** People as a CSV file, written as they are read: however many there are, nobody waits for it. */
export async function exportPeople(
  deps: Pick<Deps, 'store' | 'now' | 'random'>,
  actor: Actor,
  { contacts: chosen, filter = {}, columns }: ExportAsked,
): Promise<OpenFile> {
  const { store } = deps
  const { workspaceId } = actor
  const [workspace, fields, stages] = await Promise.all([
    workspaceOf(store, workspaceId),
    fieldsOf(store, workspaceId),
    stagesOf(store, workspaceId),
  ])
  const timeZone = workspace?.timeZone ?? 'UTC'
  const order = dayOrderIn(workspace?.country ?? countryOfZone(timeZone))
  const labels = new Map(fields.map(({ name, label }) => [`field:${name}`, label]))
  const shown: ExportColumn[] = columns ?? [...exportColumns, ...fields.map(({ name }) => `field:${name}` as const)]
  const unknown = shown.findIndex((column) => column.startsWith('field:') && !labels.has(column))
  if (unknown >= 0) throw invalidInput({ path: `/columns/${unknown}`, message: 'is none of the workspace’s fields' })
  const stageNames = new Map(stages.map(({ id, name }) => [id, name]))
  const cellOf = (contact: ContactDoc, column: ExportColumn): string => {
    if (column.startsWith('field:')) return textOf(contact.fields[column.slice('field:'.length)])
    return factOf(contact, column as (typeof exportColumns)[number], { timeZone, stageNames, order })
  }
  const lines = async function* (): AsyncGenerator<string> {
    // The mark by which Excel knows UTF-8, whatever the language of its Windows.
    yield `\ufeff${csvLine(shown.map((column) => labels.get(column) ?? headings[column as (typeof exportColumns)[number]]))}`
    for await (const page of contactsOf(store, workspaceId, chosen ? { ids: chosen } : { query: queryOf(filter) }))
      yield page.map((contact) => csvLine(shown.map((column) => cellOf(contact, column)))).join('')
  }
  await recordAudit(deps, actor, 'export', 'contacts')
  return { name: `contacts ${dayOf(instantNow(deps), timeZone)}.csv`, type: 'text/csv', body: Readable.from(lines()) }
}

const queryOf = ({ fields = {}, ...query }: NonNullable<ExportAsked['filter']>): ContactsQuery =>
  ({ ...query, ...Object.fromEntries(Object.entries(fields).map(([name, value]) => [`field.${name}`, value])) }) as ContactsQuery

function factOf(
  contact: ContactDoc,
  column: (typeof exportColumns)[number],
  { timeZone, stageNames, order }: { timeZone: string; stageNames: ReadonlyMap<string, string>; order: DayOrder },
): string {
  const local = (at: string): string => localIso(at, timeZone).slice(0, 16).replace('T', ' ')
  switch (column) {
    case 'name':
      return contact.name ?? ''
    case 'phone':
      // With spaces a spreadsheet takes it for no number.
      return contact.phone ? (parsePhoneNumberFromString(contact.phone)?.formatInternational() ?? contact.phone) : ''
    case 'email':
      return contact.email ?? ''
    case 'external-id':
      return contact.externalIds?.[0] ?? ''
    case 'language':
      return contact.language ?? ''
    case 'time-zone':
      return contact.timeZone ?? ''
    case 'birthday':
      return withoutYear(contact.birthday ?? '', order)
    case 'stage':
      return stageNames.get(contact.stage ?? '') ?? ''
    case 'tags':
      return contact.tags.join('; ')
    case 'source':
      return contact.firstSource ? [contact.firstSource.kind, contact.firstSource.label].filter(Boolean).join(': ') : ''
    case 'first-seen':
      return local(contact.firstSeenAt)
    case 'last-seen':
      return local(contact.lastSeenAt)
    case 'opted-out':
      return contact.optedOut ? 'yes' : ''
    case 'contact-id':
      return contact._id
  }
}

/** A birthday of which nobody said the year, as people of the country write it. */
const withoutYear = (birthday: string, order: DayOrder): string =>
  birthday.replace(/^--(\d\d)-(\d\d)$/, order === 'dmy' ? '$2/$1' : '$1/$2')

const textOf = (value: FieldValue | undefined): string =>
  value === undefined
    ? ''
    : value === true
      ? 'yes'
      : value === false
        ? 'no'
        : Array.isArray(value)
          ? value.join('; ')
          : String(value)
