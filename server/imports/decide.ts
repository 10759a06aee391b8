import type { RowProblemCode } from '#schemas/api/imports.ts'
import type { ContactFacts } from '#schemas/conversation.ts'
import type { ConflictRule, RowOutcome } from '#schemas/people-file.ts'
import type { PersonRow } from './read-row.ts'

/** What is known of somebody whom a row may be of. */
export type Known = Omit<ContactFacts, 'optedOut'>

/** What a row changes. */
export interface RowChange {
  facts: PersonRow['facts']
  fields: PersonRow['fields']
  tags: string[]
  consents: PersonRow['consents']
}

/** Whom a row is of, by each of its keys: at most two, which is one too many. */
export type FoundBy = Partial<Record<keyof PersonRow['keys'], readonly Known[]>>

export type Decision =
  | { outcome: 'refused'; code: RowProblemCode }
  | { outcome: 'made'; change: RowChange }
  | { outcome: Exclude<RowOutcome, 'made' | 'refused'>; known: Known; change: RowChange }

/** Whom a row is of, and what it changes. All of its keys lead to the same person, or to nobody. */
export function decide({ facts, fields, tags, consents }: PersonRow, found: FoundBy, rule: ConflictRule): Decision {
  const people = new Map(Object.values(found).flatMap((some) => some.map((one) => [one.id, one] as const)))
  if (Object.values(found).some((some) => some.length > 1)) return { outcome: 'refused', code: 'several-people' }
  if (people.size > 1) return { outcome: 'refused', code: 'two-people' }
  const [known] = people.values()
  const all = { facts, fields, tags, consents }
  if (!known) return { outcome: 'made', change: all }
  if (rule === 'skip') return { outcome: 'skipped', known, change: nothing }
  const change: RowChange = {
    facts: differing(facts, known as unknown as Record<string, unknown>, rule),
    fields: differing(fields, known.fields, rule),
    tags: tags.filter((tag) => !known.tags.includes(tag)),
    consents,
  }
  const changes = Object.keys(change.facts).length + Object.keys(change.fields).length + change.tags.length + consents.length
  return { outcome: changes > 0 ? 'changed' : 'same', known, change }
}

const nothing: RowChange = { facts: {}, fields: {}, tags: [], consents: [] }

function differing<T extends Record<string, unknown>>(said: T, known: Readonly<Record<string, unknown>>, rule: ConflictRule): T {
  const differs = ([name, value]: [string, unknown]): boolean => {
    const is = known[name]
    const isEmpty = is === undefined || is === null || is === '' || (Array.isArray(is) && is.length === 0)
    return isEmpty || (rule === 'overwrite' && JSON.stringify(is) !== JSON.stringify(value))
  }
  return Object.fromEntries(Object.entries(said).filter(differs)) as T
}

/** Somebody, with what a row changes. */
export const withChange = (known: Known, { facts, fields, tags }: RowChange): Known => ({
  ...known,
  ...facts,
  fields: { ...known.fields, ...fields },
  tags: [...known.tags, ...tags],
})
