import { type ImportChange, type ImportView, importChange, type NewImportQuery, newImportQuery } from '#schemas/api/imports.ts'
import { cleanName } from '#schemas/clean-name.ts'
import { instantAt } from '#schemas/instant.ts'
import type { Separator } from '#schemas/people-file.ts'
import { fitted } from '#schemas/validate.ts'
import type { Deps } from '../deps.ts'
import { instantNow, newId } from '../deps.ts'
import { AppError, invalidInput } from '../errors.ts'
import type { FileGiven } from '../files/index.ts'
import { beginJob } from '../jobs/begin-job.ts'
import { jobs } from '../jobs/collections.ts'
import { inWorkspace } from '../store/in-workspace.ts'
import { type Actor, recordAudit } from '../workspaces/index.ts'
import { type ImportDoc, imports } from './collections.ts'
import { checkImport, importPeople } from './import-step.ts'
import { findImport, importViewOf } from './import-view.ts'
import { dropUpload, importKeptMs, keepUpload, readUpload } from './keep-upload.ts'
import { beginningBytes, recogniseFile } from './recognise-file.ts'
import { sentFile } from './sent-file.ts'
import { undoImport } from './undo-import.ts'
import { habitsOf, rememberColumns } from './workspace-habits.ts'

type ImportDeps = Pick<Deps, 'store' | 'now' | 'random' | 'names'>

/**
 * Keeps a file of people, says how it is read, and begins with it: a dry run where that is asked for. A file whose columns cannot be read
 * changes nothing: it waits for somebody who says what they are.
 */
export async function newImport(deps: ImportDeps, actor: Actor, query: NewImportQuery, given: FileGiven): Promise<ImportView> {
  const { store } = deps
  const { workspaceId } = actor
  const sent = await sentFile(given)
  const said = fitted<NewImportQuery>(newImportQuery, { ...sent.said, ...query })
  if (!said.ok) throw new AppError('invalid-input', undefined, said.problems)
  const chosen = chosenIn(said.value)
  const id = newId(deps)
  const size = await keepUpload(deps, { id, workspaceId }, sent.body)
  if (size === 0) throw invalidInput({ path: '/body', message: 'must not be empty' })
  const { known } = await habitsOf(deps, workspaceId)
  const beginning = (await readUpload(store, id, 0, beginningBytes)) ?? Buffer.alloc(0)
  const createdAt = instantNow(deps)
  const doc = await inWorkspace(store, imports, workspaceId).insert({
    _id: id,
    by: actor.caller.user.id,
    name: cleanName(said.value.name ?? sent.name ?? '') || 'import.csv',
    size,
    createdAt,
    ...recogniseFile(beginning, beginning.length >= size, known, chosen),
    begun: 0,
    expiresAt: instantAt(Date.parse(createdAt) + importKeptMs),
  })
  await recordAudit(deps, actor, 'create', `import ${id}`)
  if (doc.problem) return importViewOf(deps, doc)
  return begin(deps, actor, doc, said.value.dry === 'true' ? 'check' : 'run')
}

/** Reads a file anew as it is said, and begins with it: to try it, or in earnest. */
export async function beginImport(
  deps: ImportDeps,
  actor: Actor,
  id: string,
  change: ImportChange,
  kind: 'check' | 'run',
): Promise<ImportView> {
  const { store } = deps
  const doc = await findImport(store, actor.workspaceId, id)
  if (doc.fileGone) throw new AppError('nothing-to-do')
  // Whoever reads it in another way wants to know of that one.
  if (doc.latest?.kind === 'check') await stop(deps, doc, doc.latest.job)
  else await refuseWhileUnderWay(deps, doc)
  const beginning = await readUpload(store, id, 0, beginningBytes)
  if (!beginning) throw new AppError('nothing-to-do')
  const { known } = await habitsOf(deps, actor.workspaceId)
  const isSplitAnew = (['encoding', 'separator', 'header'] as const).some(
    (name) => change[name] !== undefined && change[name] !== doc.options[name],
  )
  const { columns, ...before } = doc.options
  const chosen = { ...before, ...(isSplitAnew ? {} : { columns }), ...change }
  const { problem, ...read } = recogniseFile(beginning, beginning.length >= doc.size, known, chosen)
  const docs = inWorkspace(store, imports, actor.workspaceId)
  const changed = await docs.update(
    id,
    { $set: { ...read, ...(problem ? { problem } : {}) }, ...(problem ? {} : { $unset: ['problem'] }) },
    { begun: doc.begun },
  )
  if (!changed) throw new AppError('nothing-to-do')
  if (problem) return importViewOf(deps, changed)
  if (read.options.header)
    await rememberColumns(
      store,
      actor.workspaceId,
      read.columns.map(({ heading }) => heading),
      read.options.columns,
    )
  return begin(deps, actor, changed, kind)
}

/** Takes back what an import wrote, in all of its runs; one that is under way is stopped first. */
export async function takeBackImport(deps: ImportDeps, actor: Actor, id: string): Promise<ImportView> {
  const doc = await findImport(deps.store, actor.workspaceId, id)
  const { run, latest } = doc
  if (!run || latest?.kind === 'undo') throw new AppError('nothing-to-do')
  await stop(deps, doc, run)
  return begin(deps, actor, doc, 'undo')
}

const kinds = { check: checkImport, run: importPeople, undo: undoImport }

async function begin(deps: ImportDeps, actor: Actor, doc: ImportDoc, kind: keyof typeof kinds): Promise<ImportView> {
  const { workspaceId } = actor
  const number = doc.begun + 1
  const job = `${doc._id}-${number}`
  // First that it is to be: of two who begin it at once, one does.
  const changed = await inWorkspace(deps.store, imports, workspaceId).update(
    doc._id,
    { $set: { begun: number, latest: { kind, job }, ...(kind === 'run' ? { run: job } : {}) } },
    { begun: doc.begun },
  )
  if (!changed) throw new AppError('nothing-to-do')
  const { options } = changed
  await beginJob(deps, kinds[kind], {
    id: job,
    workspaceId,
    by: actor.caller.user.id,
    input: { importId: doc._id, options },
    keptMs: importKeptMs,
  })
  if (kind !== 'check') await recordAudit(deps, actor, kind === 'run' ? 'start' : 'undo', `import ${doc._id}`)
  return importViewOf(deps, changed)
}

const stop = async ({ store }: Pick<Deps, 'store'>, { workspaceId }: ImportDoc, job: string): Promise<void> =>
  void (await inWorkspace(store, jobs, workspaceId).update(job, { $set: { cancelWanted: true } }, { endedAt: null }))

async function refuseWhileUnderWay({ store }: Pick<Deps, 'store'>, { workspaceId, latest, run }: ImportDoc): Promise<void> {
  const of = [...new Set([latest?.job, run].filter((one) => one !== undefined))]
  const underWay = await inWorkspace(store, jobs, workspaceId).getMany(of)
  if (underWay.some(({ endedAt }) => !endedAt)) throw new AppError('nothing-to-do')
}

/** What an address says of how a file is to be read. */
function chosenIn({ encoding, separator, header, dates, conflict, columns }: NewImportQuery): ImportChange {
  const chosen = {
    ...(encoding && { encoding }),
    ...(separator && { separator: (separator === 'tab' ? '\t' : separator) as Separator }),
    ...(header && { header: header === 'true' }),
    ...(dates && { dates }),
    ...(conflict && { conflict }),
    ...(columns !== undefined && { columns: columns.split(',').map((use) => use.trim() || null) }),
  }
  const checked = fitted<ImportChange>(importChange, chosen)
  if (!checked.ok) throw new AppError('invalid-input', undefined, checked.problems)
  return checked.value
}

/** Throws a file away with all that is known of it, but for what it wrote. */
export async function dropImport(deps: ImportDeps, actor: Actor, id: string): Promise<void> {
  const doc = await findImport(deps.store, actor.workspaceId, id)
  await refuseWhileUnderWay(deps, doc)
  await inWorkspace(deps.store, imports, actor.workspaceId).delete({ _id: id })
  await dropUpload(deps.store, id)
}
