import { randomUUID } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import { instantAt } from '#schemas/instant.ts'
import { leaseEnd, underLease } from '../engine/lease.ts'
import { type Collection, MadeLater, type Store, UniqueViolation } from '../store/contract.ts'
import { findAll } from '../store/find-all.ts'
import { type MigrationDoc, migrationDocs } from './collections.ts'
import type { StoreMigration } from './migration.ts'
import { storeMigrations } from './store-migrations.ts'

export interface Migrating {
  migrations?: readonly StoreMigration[]
  now?: () => number
  /** Told now and then how far it is. */
  log?: (line: string) => void
}

const lookAgainMs = 250
const tellEveryMs = 1_000

/**
 * Brings a store of any earlier release to this one: makes every migration that was not made here, each once and in order. A process that
 * was killed in the middle is gone on from where it was; of several processes one does it while the others wait. Rejects with `MadeLater`,
 * and changes nothing, where a later release has been.
 */
export async function migrateStore(
  store: Store,
  { migrations = storeMigrations, now = Date.now, log = () => {} }: Migrating = {},
): Promise<void> {
  const docs = store.collection(migrationDocs)
  const made = await refuseLaterRelease(store, migrations)
  const done = new Set(made.flatMap(({ _id, doneAt }) => (doneAt ? _id : [])))
  for (const migration of migrations)
    if (!done.has(migration.id)) await makeOnce(store, docs, migration, { now, log: patient(log, now), me: randomUUID() })
}

/** Rejects with `MadeLater` where a later release has been; what was made here otherwise. */
export async function refuseLaterRelease(store: Store, migrations = storeMigrations): Promise<MigrationDoc[]> {
  const made = await findAll(store.collection(migrationDocs), {}, { _id: 1 })
  const later = made.filter(({ _id }) => !migrations.some(({ id }) => id === _id)).map(({ _id }) => _id)
  if (later.length > 0)
    throw new MadeLater(
      `A later release of Alur has changed this data (${later.join(', ')}), and this one cannot read it. Start that release again, or restore a backup made before it.`,
    )
  return made
}

interface Hands {
  me: string
  now: () => number
  log: ReturnType<typeof patient>
}

/** Until it is done, whoever does it. */
async function makeOnce(store: Store, docs: Collection<MigrationDoc>, migration: StoreMigration, hands: Hands): Promise<void> {
  const { id, does } = migration
  for (;;) {
    const leased = await lease(store, docs, id, hands)
    if (leased && (await makePages(store, docs, migration, leased, hands))) return
    if ((await docs.get(id))?.doneAt) return
    if (!leased) hands.log.soon(`${id} (${does}): another process is making it`)
    await setTimeout(lookAgainMs)
  }
}

/** Null while another process has it in hand. A store that is this process's alone can have been left by dead ones only. */
async function lease(store: Store, docs: Collection<MigrationDoc>, id: string, { me, now }: Hands): Promise<MigrationDoc | null> {
  const mine = { by: me, until: leaseEnd(now()) }
  const isFree = { $or: [{ until: null }, { until: { $lte: instantAt(now()) } }] }
  const begun: MigrationDoc = { _id: id, startedAt: instantAt(now()), changed: 0, ...mine }
  try {
    await docs.insert(begun)
    return begun
  } catch (error) {
    if (!(error instanceof UniqueViolation)) throw error
    return docs.update(id, { $set: mine }, { doneAt: null, ...(store.alone ? {} : isFree) })
  }
}

/** Page by page, each noted when it is made. False when it was so long about one that another process took it up. */
function makePages(
  store: Store,
  docs: Collection<MigrationDoc>,
  { id, does, page }: StoreMigration,
  { after: from, changed: before }: MigrationDoc,
  { me, now, log }: Hands,
): Promise<boolean> {
  const prolong = (until: string) => docs.update(id, { $set: { until } }, { by: me })
  return underLease(now, prolong, async () => {
    let [after, all] = [from, before]
    for (;;) {
      const { changed, next } = await page(store, after)
      all += changed
      const noted =
        next === undefined
          ? { $set: { doneAt: instantAt(now()), changed: all }, $unset: ['after', 'by', 'until'] }
          : { $set: { after: next, changed: all, until: leaseEnd(now()) } }
      if (!(await docs.update(id, noted, { by: me }))) return false
      after = next
      if (next !== undefined) log.soon(`${id} (${does}): ${all} documents so far`)
      else if (all > 0) log.now(`${id} (${does}): done, ${all} ${all === 1 ? 'document' : 'documents'}`)
      if (next === undefined) return true
    }
  })
}

/** Lines that come one right after another are left out, but for those that must be said. */
function patient(log: (line: string) => void, now: () => number) {
  let last = Number.NEGATIVE_INFINITY
  const say = (line: string): void => {
    last = now()
    log(line)
  }
  return { now: say, soon: (line: string) => void (now() - last >= tellEveryMs && say(line)) }
}
