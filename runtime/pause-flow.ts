import type { StepCode } from '#schemas/turn.ts'
import { because } from './because.ts'
import { interrupt } from './interrupt.ts'
import type { TurnDraft } from './turn-draft.ts'

/** The visit a person breaks into counts as handed off, once; the session stays, to be resumed. */
export async function pauseFlow(draft: TurnDraft, code: StepCode): Promise<void> {
  const session = draft.state.session
  if (!session?.at || session.at.paused) return
  const compiled = await draft.world.version(session.flowId, session.version)
  const nodeType = compiled?.nodes.get(session.at.nodeId)?.type ?? 'unknown'
  const at = { waiting: session.at, flowId: session.flowId, version: session.version, nodeType }
  interrupt(draft, at, 'handed-off', because(code))
  session.at = { ...session.at, paused: true }
}
