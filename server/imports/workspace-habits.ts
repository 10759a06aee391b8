import { dayOf } from '#nodes/dates.ts'
import { instantAt } from '#schemas/instant.ts'
import type { ColumnUse } from '#schemas/people-file.ts'
import { fieldsOf, purposesOf, stagesOf } from '../people/index.ts'
import type { Store } from '../store/contract.ts'
import { countryOfZone, workspaceOf } from '../workspaces/index.ts'
import { importHabits } from './collections.ts'
import type { RowPlan } from './read-row.ts'
import { headingKey, type KnownColumns } from './recognise-columns.ts'

/** What a workspace's files are read by. */
export async function habitsOf(
  { store, now }: { store: Store; now(): number },
  workspaceId: string,
): Promise<Omit<RowPlan, 'uses' | 'dates'> & { known: KnownColumns }> {
  const [workspace, fields, stages, purposes, habits] = await Promise.all([
    workspaceOf(store, workspaceId),
    fieldsOf(store, workspaceId),
    stagesOf(store, workspaceId),
    purposesOf(store, workspaceId),
    store.collection(importHabits).get(workspaceId),
  ])
  const timeZone = workspace?.timeZone ?? 'UTC'
  const country = workspace?.country ?? countryOfZone(timeZone)
  return {
    country,
    language: workspace?.language ?? 'en',
    timeZone,
    today: dayOf(instantAt(now()), timeZone),
    now: instantAt(now()),
    fields: new Map(fields.map(({ name, type, options = [] }) => [name, { type, options }])),
    stages: stages.map(({ id, name }) => ({ id, label: name })),
    known: {
      fields,
      purposes: purposes.map(({ id, name }) => ({ id, label: name })),
      country,
      remembered: new Map(habits?.columns.map(({ heading, use }) => [heading, use])),
    },
  }
}

const mostRemembered = 500

/** Remembers what columns were, by their headings: those of today before those of earlier files. */
export async function rememberColumns(
  store: Store,
  workspaceId: string,
  headings: readonly string[],
  uses: readonly (ColumnUse | null)[],
): Promise<void> {
  const docs = store.collection(importHabits)
  const now = headings
    .map((heading, i) => ({ heading: headingKey(heading), use: uses[i] ?? null }))
    .filter(({ heading }) => heading !== '')
  const before = (await docs.get(workspaceId))?.columns ?? []
  const columns = [...new Map([...before, ...now].map((one) => [one.heading, one])).values()].slice(-mostRemembered)
  await docs.put({ _id: workspaceId, workspaceId, columns })
}
