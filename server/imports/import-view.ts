import { Readable } from 'node:stream'
import type { ImportRow, ImportState, ImportView } from '#schemas/api/imports.ts'
import type { Listing, PageQuery } from '#schemas/api/shape.ts'
import type { RowOutcome } from '#schemas/people-file.ts'
import type { OpenFile } from '../chats/index.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { type JobDoc, jobs } from '../jobs/collections.ts'
import type { Store } from '../store/contract.ts'
import { pagesOf } from '../store/find-all.ts'
import { inWorkspace } from '../store/in-workspace.ts'
import { type ImportDoc, type ImportRowDoc, importRows, imports } from './collections.ts'
import { csvLine } from './csv-line.ts'
import { shownOf } from './read-row.ts'

type ViewDeps = Pick<Deps, 'store' | 'names'>

export async function findImport(store: Store, workspaceId: string, id: string): Promise<ImportDoc> {
  const doc = await inWorkspace(store, imports, workspaceId).get(id)
  if (!doc) throw new AppError('not-found')
  return doc
}

export async function listImports(deps: ViewDeps, workspaceId: string, page: PageQuery): Promise<Listing<ImportView>> {
  const found = await inWorkspace(deps.store, imports, workspaceId).find({}, { ...page, sort: { createdAt: -1 } })
  return { ...found, items: await Promise.all(found.items.map((doc) => importViewOf(deps, doc))) }
}

export async function importViewOf({ store, names }: ViewDeps, doc: ImportDoc): Promise<ImportView> {
  const { _id: id, workspaceId, by, name, size, createdAt, options, columns, problem, latest, run, fileGone } = doc
  const docs = new Map(
    (
      await inWorkspace(store, jobs, workspaceId).getMany([...new Set([latest?.job, run].filter((job) => job !== undefined))])
    ).map((job) => [job._id, job]),
  )
  const last = latest && docs.get(latest.job)
  const state = stateOf(latest?.kind, last)
  // Of an import that is taken back, what it had done.
  const told = latest?.kind === 'undo' ? docs.get(run ?? '') : last
  const { made = 0, changed = 0, same = 0, skipped = 0, refused = 0 } = told?.report ?? {}
  return {
    id,
    name,
    by: { id: by, name: names.agent(by) ?? '' },
    size,
    createdAt,
    ...(last?.endedAt ? { endedAt: last.endedAt } : {}),
    state,
    ...(problem ? { problem } : {}),
    options,
    columns,
    done: last?.done ?? 0,
    ...(last?.of === undefined ? {} : { of: last.of }),
    counts: { made, changed, same, skipped, refused },
    ...(state === 'undone' ? { putBack: last?.report.putBack ?? 0 } : {}),
    undoable: run !== undefined && latest?.kind !== 'undo',
    startable: !fileGone && !['checking', 'running', 'undoing'].includes(state),
  }
}

function stateOf(kind: 'check' | 'run' | 'undo' | undefined, job: JobDoc | undefined): ImportState {
  if (!kind || !job) return 'read'
  if (!job.endedAt) return ({ check: 'checking', run: 'running', undo: 'undoing' } as const)[kind]
  if (job.state === 'done') return ({ check: 'checked', run: 'done', undo: 'undone' } as const)[kind]
  return job.state === 'cancelled' ? 'cancelled' : 'failed'
}

/** Of which job the rows are shown: of the newest that read the file. */
const jobOfRows = ({ latest, run }: ImportDoc): string => (latest?.kind === 'undo' ? run : latest?.job) ?? ''

/** What became of rows, in their order: of all that stay out, and of the first of the others. */
export async function listRows(
  store: Store,
  doc: ImportDoc,
  { outcome, ...page }: PageQuery & { outcome?: RowOutcome },
): Promise<Listing<ImportRow>> {
  const filter = { job: jobOfRows(doc), ...(outcome ? { outcome } : {}) }
  const found = await inWorkspace(store, importRows, doc.workspaceId).find(filter, { ...page, sort: { row: 1 } })
  return { ...found, items: found.items.map(rowView) }
}

const rowView = ({ row, line, outcome, problems, cells }: ImportRowDoc): ImportRow => ({
  row,
  line,
  outcome,
  problems,
  cells: cells.map(shownOf),
})

/** The rows that stayed out as a file that can be mended and imported, with what was wrong in a column of its own. */
export function refusedRows(store: Store, doc: ImportDoc): OpenFile {
  const { columns } = doc
  const lines = async function* (): AsyncGenerator<string> {
    yield `\ufeff${csvLine([...columns.map(({ heading }) => heading), 'Alur: why not'])}`
    const of = { job: jobOfRows(doc), outcome: 'refused' }
    const docs = inWorkspace(store, importRows, doc.workspaceId)
    for await (const page of pagesOf(docs, of, { sort: { row: 1 }, limit: 200 }))
      yield page
        .map(({ cells, problems }) => {
          const padded = columns.map((_, i) => cells[i] ?? '')
          const why = problems.map(({ code, column }) =>
            column === undefined ? code : `${code}: ${columns[column]?.heading ?? column + 1}`,
          )
          return csvLine([...padded, why.join('; ')])
        })
        .join('')
  }
  return { name: `${doc.name.replace(/\.\w{1,4}$/, '')} - refused.csv`, type: 'text/csv', body: Readable.from(lines()) }
}
