import type { TurnEvent } from '#schemas/turn.ts'
import { because } from './because.ts'
import { isForgotten } from './forget.ts'
import type { CompiledFlow } from './graph.ts'
import { interrupt } from './interrupt.ts'
import { saidStop } from './may-now.ts'
import type { Refusal } from './refusal.ts'
import { liveIn } from './seen.ts'
import { closeSession, openSession, type TurnDraft } from './turn-draft.ts'
import { runningFlow } from './wake.ts'
import { startFlow, walk } from './walk.ts'

/**
 * A campaign begins a flow for somebody who has not just written. Never after STOP on whatever channel, nor while a person has the chat;
 * a flow that waits for them is over with it. Of a flow that is not live any more nothing begins.
 */
export async function beginFlow(
  draft: TurnDraft,
  { flowId, nodeId }: Extract<TurnEvent, { kind: 'begin' }>,
): Promise<Refusal['refused'] | undefined> {
  const { state } = draft
  if (isForgotten(state)) return 'nothing-to-do'
  if (saidStop(draft)) return 'opted-out'
  if (state.owner.kind !== 'flow') return 'not-owner'
  const compiled = liveIn(draft).live.find((flow) => flow.flowId === flowId)
  if (!compiled || (nodeId !== undefined && !compiled.nodes.has(nodeId))) return 'nothing-to-do'
  await leaveRunning(draft)
  state.confirming = undefined
  if (nodeId === undefined) await startFlow(draft, compiled)
  else await startAt(draft, compiled, nodeId)
  return undefined
}

function startAt(draft: TurnDraft, compiled: CompiledFlow, nodeId: string): Promise<void> {
  openSession(draft, compiled)
  return walk(draft, { compiled, nodeId })
}

async function leaveRunning(draft: TurnDraft): Promise<void> {
  const compiled = await runningFlow(draft)
  const { session } = draft.state
  if (!session) return
  if (session.at && compiled) {
    const nodeType = compiled.nodes.get(session.at.nodeId)?.type ?? 'unknown'
    const at = { waiting: session.at, flowId: session.flowId, version: session.version, nodeType }
    interrupt(draft, at, session.greeted ? 'only-opened' : 'dropped', because('campaign-began'))
  }
  closeSession(draft)
}
