import type { Session, VariableValue, Waiting } from '#schemas/conversation.ts'
import type { StepCode, TurnEvent, VisitOutcome } from '#schemas/turn.ts'
import { because } from './because.ts'
import { isForgotten } from './forget.ts'
import type { CompiledFlow } from './graph.ts'
import { interrupt } from './interrupt.ts'
import { saidStop } from './may-now.ts'
import type { Refusal } from './refusal.ts'
import { liveIn } from './seen.ts'
import { chooseOnEvent } from './session-rules.ts'
import { closeSession, type TurnDraft } from './turn-draft.ts'
import { resumeSession, startFlow } from './walk.ts'
import { withdraw } from './withdraw.ts'
import { withdrawalOf } from './withdrawn.ts'

/** Time has passed for a waiting node. A timer of an older visit, or of a chat a person owns, is stale. */
export async function wake(draft: TurnDraft, visitId: string): Promise<Refusal['refused'] | undefined> {
  const { state } = draft
  const waiting = state.session?.at
  if (state.owner.kind !== 'flow' || waiting?.visitId !== visitId || !waiting.until || waiting.until > draft.now)
    return 'stale-timer'
  await goOn(draft, waiting, { kind: 'timeout' }, (session) => endOfWaiting(draft, session, waiting))
  return undefined
}

/** Something happened outside. It is written down also where no flow waits for it, so that it is none the second time. */
export async function hearSignal(
  draft: TurnDraft,
  { name, values, starts }: Extract<TurnEvent, { kind: 'signal' }>,
): Promise<Refusal['refused'] | undefined> {
  const { state } = draft
  if (isForgotten(state)) return 'nothing-to-do'
  const waiting = state.session?.at
  if (state.owner.kind !== 'flow') return undefined
  if (starts && waiting?.signal !== name) await beginWith(draft, name, values)
  if (waiting?.signal !== name) return undefined
  await goOn(draft, waiting, { kind: 'signal', name, values }, () => (mayRemind(draft, waiting) ? undefined : stopped))
  return undefined
}

/** A flow begins with what happened, where none runs: whoever is in one is not taken out of it, and who said STOP is left alone. */
async function beginWith(draft: TurnDraft, type: string, values: Record<string, VariableValue>): Promise<void> {
  const { state } = draft
  if (state.session?.at || saidStop(draft)) return
  const flow = chooseOnEvent(liveIn(draft).live, { type, channelKind: state.channel.kind }, state.past, draft.now)
  if (!flow) return
  state.status = 'open'
  state.handOff = undefined
  const config = flow.start?.data.config as { keep?: string[] } | undefined
  const kept = (config?.keep ?? []).flatMap((name) =>
    Object.hasOwn(values, name) ? [[name, values[name] as VariableValue] as const] : [],
  )
  await startFlow(draft, flow, Object.fromEntries(kept))
}

/** A visit's node is told what happened, unless its flow was unpublished or the visit ends here. */
async function goOn(
  draft: TurnDraft,
  waiting: Waiting,
  event: Parameters<typeof resumeSession>[2],
  ends: (session: Session) => End | undefined,
): Promise<void> {
  if (await leaveWithdrawn(draft)) return
  const compiled = await runningFlow(draft)
  const { session } = draft.state
  if (!compiled || !session) return
  draft.state.confirming = undefined
  const end = ends(session)
  if (!end) return resumeSession(draft, compiled, event)
  const [outcome, code] = end
  const nodeType = compiled.nodes.get(waiting.nodeId)?.type ?? 'unknown'
  interrupt(draft, { waiting, flowId: session.flowId, version: session.version, nodeType }, outcome, because(code))
  closeSession(draft)
}

/** How a visit counts whose node is not told that time has passed, and why; undefined where it is. */
function endOfWaiting(draft: TurnDraft, session: Session, waiting: Waiting): End | undefined {
  if (session.greeted && waiting.for === 'answer') return ['only-opened', 'only-opened']
  if (waiting.drops) return ['dropped', 'no-answer-in-time']
  return mayRemind(draft, waiting) ? undefined : stopped
}

type End = [VisitOutcome, StepCode]
const stopped: End = ['dropped', 'said-stop']

/** Who said STOP hears nothing unasked: no “still there?”, and of what they asked for only what they wait for at this hour. */
function mayRemind(draft: TurnDraft, waiting: Waiting): boolean {
  if (!saidStop(draft)) return true
  return waiting.for === 'time' && Date.parse(draft.now) - Date.parse(waiting.enteredAt) <= anHour
}

const anHour = 3_600_000

/** The flow of the running session, at the version it is pinned to. A session whose version is gone is over. */
export async function runningFlow(draft: TurnDraft): Promise<CompiledFlow | undefined> {
  const { session } = draft.state
  if (!session?.at) return undefined
  const compiled = await draft.world.version(session.flowId, session.version)
  if (!compiled) closeSession(draft)
  return compiled
}

/** A flow that was unpublished is over for whoever was overlooked when its people were moved out. True when it was so. */
export async function leaveWithdrawn(draft: TurnDraft): Promise<boolean> {
  const { session } = draft.state
  const withdrawal = session?.at && withdrawalOf(draft, session.flowId, session.version)
  return withdrawal !== undefined && (await withdraw(draft, withdrawal)) === undefined
}
