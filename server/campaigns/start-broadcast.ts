import type { BroadcastView } from '#schemas/api/broadcasts.ts'
import type { BroadcastState } from '#schemas/broadcast.ts'
import { instantNow } from '../deps.ts'
import { AppError, type InputProblem, invalidInput } from '../errors.ts'
import { purposesOf } from '../people/index.ts'
import { rulesOf, unwatchSegment, watchSegment } from '../segments/index.ts'
import { inWorkspace } from '../store/in-workspace.ts'
import { type Actor, recordAudit } from '../workspaces/index.ts'
import { broadcastView } from './broadcast-view.ts'
import { campaignOf } from './campaign.ts'
import { type BroadcastDeps, findBroadcast } from './change-broadcast.ts'
import { type BroadcastDoc, broadcasts } from './collections.ts'

/** Starts a draft: at once, or when its time has come. Refused with what is still missing. */
export async function startBroadcast(deps: BroadcastDeps, actor: Actor, id: string): Promise<BroadcastView> {
  const doc = await findBroadcast(deps, actor.workspaceId, id)
  if (doc.state !== 'draft') throw new AppError('broadcast-begun')
  const problems = await missingIn(deps, doc)
  if (problems.length > 0) throw invalidInput(...problems)
  // First: a segment that nobody runs by is only watched for nothing, and a reminder without it would reach nobody.
  const { whom, when } = doc.plan
  if (when.kind === 'entering' && whom.kind === 'segment')
    await watchSegment(deps, actor.workspaceId, whom.segmentId, { kind: 'reminder', id })
  const at = instantNow(deps)
  const state: BroadcastState = doc.plan.when.kind === 'at' ? 'planned' : 'running'
  const started = { state, startedAt: at, startedBy: actor.caller.user.id, dueAt: at, look: { at } }
  return move(deps, actor, doc, ['draft'], 'start', started)
}

/** Nothing more leaves but what is being sent this moment. */
export async function pauseBroadcast(deps: BroadcastDeps, actor: Actor, id: string): Promise<BroadcastView> {
  const doc = await findBroadcast(deps, actor.workspaceId, id)
  return move(deps, actor, doc, ['planned', 'running'], 'pause', { state: 'paused', dueAt: instantNow(deps) })
}

/** Goes on where it was. */
export async function resumeBroadcast(deps: BroadcastDeps, actor: Actor, id: string): Promise<BroadcastView> {
  const doc = await findBroadcast(deps, actor.workspaceId, id)
  const state: BroadcastState = doc.plan.when.kind === 'at' && !doc.listed && doc.cursor === undefined ? 'planned' : 'running'
  return move(deps, actor, doc, ['paused'], 'resume', { state, dueAt: instantNow(deps) })
}

/** Ends it for good. Who got it got it; nobody else does. */
export async function cancelBroadcast(deps: BroadcastDeps, actor: Actor, id: string): Promise<BroadcastView> {
  const doc = await findBroadcast(deps, actor.workspaceId, id)
  const at = instantNow(deps)
  const over = { state: 'cancelled' as const, endedAt: at, dueAt: at }
  const view = await move(deps, actor, doc, ['planned', 'running', 'paused'], 'cancel', over)
  const { whom } = doc.plan
  if (whom.kind === 'segment') await unwatchSegment(deps, actor.workspaceId, whom.segmentId, { kind: 'reminder', id })
  return view
}

async function move(
  deps: BroadcastDeps,
  actor: Actor,
  { _id, revision }: BroadcastDoc,
  from: BroadcastState[],
  action: string,
  set: Partial<BroadcastDoc>,
): Promise<BroadcastView> {
  const docs = inWorkspace(deps.store, broadcasts, actor.workspaceId)
  const moved = await docs.update(_id, { $set: set }, { state: { $in: from }, ...(action === 'start' ? { revision } : {}) })
  if (!moved) throw new AppError('broadcast-not-so')
  await recordAudit(deps, actor, action, `broadcast ${_id}`)
  return broadcastView(deps, moved)
}

/** What keeps it from starting. */
async function missingIn(deps: BroadcastDeps, { _id: id, workspaceId, plan }: BroadcastDoc): Promise<InputProblem[]> {
  const campaign = await campaignOf(deps.engine, { id, workspaceId, plan })
  const problems: InputProblem[] = []
  if (!(await purposesOf(deps.store, workspaceId)).some((known) => known.id === plan.purpose))
    problems.push({ path: '/purpose', message: 'is no purpose of this workspace' })
  const { what, when, whom, channels } = plan
  if (what.kind === 'text' && Object.values(what.text).every((text) => text.trim() === ''))
    problems.push({ path: '/what/text', message: 'must not be empty' })
  if (what.kind === 'flow' && !campaign.flowIsLive)
    problems.push({ path: '/what/flowId', message: 'is no live flow, or has no such node' })
  const approved = [...campaign.templates.values()].flat().some(({ state, beyond }) => state === 'approved' && !beyond)
  if (what.kind === 'template' && !approved)
    problems.push({ path: '/what/name', message: 'is no template that the vendor has approved' })
  if (channels.some((channel) => !campaign.channels.some((one) => one.id === channel)))
    problems.push({ path: '/channels', message: 'names a channel that there is not' })
  if (campaign.channels.length === 0) problems.push({ path: '/channels', message: 'there is no channel yet' })
  if (when.kind === 'at' && Date.parse(`${when.day}T${when.time}:00Z`) < deps.now() - 26 * 3_600_000)
    problems.push({ path: '/when/day', message: 'is over' })
  if (whom.kind === 'segment' && !(await rulesOf(deps.engine, workspaceId, whom.segmentId)))
    problems.push({ path: '/whom/segmentId', message: 'is no segment' })
  if (when.kind === 'entering' && whom.kind !== 'segment')
    problems.push({ path: '/whom', message: 'must be a segment, which people enter' })
  // Clicks are not seen yet: what says so would count nobody.
  if (plan.success.by === 'click') problems.push({ path: '/success/by', message: 'must not be click: links are not counted yet' })
  if (plan.trackLinks) problems.push({ path: '/trackLinks', message: 'must be false: links are not counted yet' })
  return problems
}
