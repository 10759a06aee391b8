import type { ResumeEvent } from '#nodes/contract.ts'
import type { LocalisedText } from '#schemas/text.ts'
import { keepAsked } from './ask.ts'
import { attempt } from './attempt.ts'
import { because } from './because.ts'
import type { CompiledFlow } from './graph.ts'
import { speak } from './settle.ts'
import { record } from './step.ts'
import { sayText, type TurnDraft } from './turn-draft.ts'
import { visitOf } from './visit.ts'

/** Says the open question again, below a kind sentence where there is one. The visit goes on as it was: nothing was answered, no try is counted. */
export async function askAgain(
  draft: TurnDraft,
  compiled: CompiledFlow,
  event: ResumeEvent,
  why?: LocalisedText,
): Promise<undefined> {
  const waiting = draft.state.session?.at
  const node = waiting && compiled.nodes.get(waiting.nodeId)
  const type = node && draft.world.registry.get(node.type)
  if (why) sayText(draft, compiled, why, waiting?.nodeId)
  if (!node || !type) return undefined
  const outcome = await attempt(draft, () => type.handler.enter(visitOf(draft, compiled, node, waiting.visitId)))
  keepAsked(draft, outcome)
  if (outcome.next !== 'wait') return undefined
  speak(draft, compiled, node, outcome)
  record(draft, compiled, node, waiting, { ...outcome, set: undefined, note: because('asked-again') }, event).did = 'wait'
  return undefined
}
