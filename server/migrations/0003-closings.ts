import { type ClosingDoc, closings } from '../chats/collections.ts'
import { type JobDoc, jobInputs, jobs } from '../jobs/collections.ts'
import type { StoreMigration } from './migration.ts'

/**
 * Every closing of many chats becomes a job under its own id, for that stands in the keys of the turns it has taken; one that was taken
 * back becomes a second one. Those that were under way go on where they were.
 */
export const closingsAreJobs: StoreMigration = {
  id: '0003-closings',
  does: 'closing many chats becomes a job',
  async page(store, after) {
    const docs = store.collection(closings)
    const { items, next } = await docs.find({}, { sort: { _id: 1 }, limit: 20, ...(after === undefined ? {} : { after }) })
    for (const doc of items) {
      const { _id, workspaceId, conversationIds, expiresAt } = doc
      const made = doc.undone ? [closingJob(doc), openingJob(doc)] : [closingJob(doc)]
      const input = { workspaceId, expiresAt }
      await store.collection(jobInputs).insertMany([
        { ...input, _id, input: { conversationIds } },
        { ...input, _id: `${_id}-undo`, input: { conversationIds, of: _id } },
      ])
      await store.collection(jobs).insertMany(made)
      await docs.delete({ _id })
    }
    return { changed: items.length, next }
  },
}

function closingJob(doc: ClosingDoc): JobDoc {
  const { at, closed, conversationIds, undone, dueAt } = doc
  const state = undone && at < conversationIds.length ? 'cancelled' : dueAt && !undone ? 'queued' : 'done'
  return {
    ...whatItWas(doc),
    kind: 'close-chats',
    state,
    cursor: String(at),
    done: at,
    report: { closed },
    ...goesOn(doc, state),
  }
}

function openingJob(doc: ClosingDoc): JobDoc {
  const { _id, back, opened, dueAt } = doc
  const state = dueAt ? 'queued' : 'done'
  const soFar = { cursor: String(back), done: back, report: { opened } }
  return { ...whatItWas(doc), _id: `${_id}-undo`, kind: 'reopen-chats', state, ...soFar, ...goesOn(doc, state) }
}

const whatItWas = ({ _id, workspaceId, agentId: by, conversationIds, createdAt, expiresAt }: ClosingDoc) => ({
  _id,
  workspaceId,
  by,
  of: conversationIds.length,
  attempts: 0,
  fence: 0,
  createdAt,
  expiresAt,
})

const goesOn = ({ dueAt, createdAt }: ClosingDoc, state: JobDoc['state']) =>
  state === 'queued' && dueAt ? { dueAt } : { endedAt: createdAt }
