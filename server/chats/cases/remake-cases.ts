import { isDeepStrictEqual } from 'node:util'
import { caseId } from '#schemas/case.ts'
import type { Turn } from '#schemas/turn.ts'
import type { Remake } from '../../engine/parts.ts'
import type { Others } from '../../jobs/rebuild.ts'
import { findAll } from '../../store/find-all.ts'
import { inWorkspace } from '../../store/in-workspace.ts'
import { type CaseDoc, cases } from '../collections.ts'
import { caseDocument, newsOfCases, quietHoursOf } from './case-document.ts'

/** The cases of a conversation as its turns have them. When it is looked whether an open one is quiet stands in no turn, and stays. */
export const remakeCases: Remake = async (engine, { workspaceId, conversationId, turns, settled }) => {
  const docs = engine.store.collection(cases)
  const hours = await quietHoursOf(engine, workspaceId)
  const is = new Map((await findAll(docs, { conversationId }, { number: -1 })).map((doc) => [doc._id, doc]))
  let changed = false
  for (const made of casesIn(turns, hours)) {
    const before = is.get(made._id)
    is.delete(made._id)
    const doc: CaseDoc = JSON.parse(JSON.stringify(before?.quietAt && made.quietAt ? { ...made, quietAt: before.quietAt } : made))
    if (!before) {
      if ((await docs.insertMany([doc])).inserted === 0) return 'again'
    } else if (before.turn > doc.turn && !settled) return 'again'
    else if (isDeepStrictEqual(before, doc)) continue
    else if (!(await docs.put(doc, { turn: before.turn, quietAt: before.quietAt ?? null }))) return 'again'
    changed = true
  }
  for (const { _id, turn } of is.values()) {
    if ((await docs.delete({ _id, turn })) === 0) return 'again'
    changed = true
  }
  return changed ? 'changed' : 'same'
}

function casesIn(turns: readonly Turn[], hours: number): CaseDoc[] {
  // Those of earlier releases are one case, and none of them changed it.
  const [lifted, first] = [turns.findLast(({ state }) => state.case?.lifted), turns.find(({ state }) => state.case?.lifted)]
  const all = newsOfCases(turns)
  if (lifted && first && !all.some(({ state }) => state.case?.number === lifted.state.case?.number)) all.unshift(lifted)
  return all.map((turn) => {
    const doc = caseDocument(turn, hours)
    return first && doc._id === caseId(first.state.conversationId, 1) ? { ...doc, openedAt: first.at } : doc
  })
}

/** Which conversations have cases. */
export const conversationsWithCases: Others = async (store, workspaceId, after) => {
  const { items, next } = await inWorkspace(store, cases, workspaceId).find(
    {},
    { sort: { openedAt: -1 }, limit: 100, fields: ['conversationId'], ...(after === undefined ? {} : { after }) },
  )
  return { ids: [...new Set(items.flatMap(({ conversationId }) => conversationId ?? []))], next }
}
