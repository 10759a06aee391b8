import type { Decision } from '#schemas/gate.ts'
import { instantAt } from '#schemas/instant.ts'
import type { Engine } from '../engine/engine.ts'
import { isInSegment } from '../segments/index.ts'
import { inWorkspace } from '../store/in-workspace.ts'
import { type Campaign, dayMs } from './campaign.ts'
import { type RecipientDoc, recipients } from './collections.ts'

/** What keeps somebody from it since they were listed: they left its segment, or got the same reminder not long ago. Undefined as a rule. */
export async function notMeantAnyMore(
  engine: Engine,
  { id, workspaceId, plan: { whom, when } }: Campaign,
  { _id, contactId }: Pick<RecipientDoc, '_id' | 'contactId'>,
): Promise<Extract<Decision, { may: 'no' }> | undefined> {
  if (whom.kind === 'segment' && !(await isInSegment(engine, workspaceId, whom.segmentId, contactId)))
    return { may: 'no', code: 'segment-left' }
  if (when.kind !== 'entering') return undefined
  const since = instantAt(engine.now() - when.everyDays * dayMs)
  const { items } = await inWorkspace(engine.store, recipients, workspaceId).find(
    { contactId, at: { $gt: since }, broadcastId: id },
    { sort: { at: -1 }, limit: 20, fields: ['sentAt', 'state'] },
  )
  const got = items.some((one) => one._id !== _id && (one.sentAt ?? '') > since)
  return got ? { may: 'no', code: 'too-soon', values: { days: String(when.everyDays) } } : undefined
}
