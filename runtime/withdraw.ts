import type { Waiting } from '#schemas/conversation.ts'
import type { Withdrawal } from '#schemas/turn.ts'
import { because } from './because.ts'
import { handOver } from './hand-off.ts'
import { interrupt } from './interrupt.ts'
import { closeSession, type TurnDraft } from './turn-draft.ts'
import { unpublished } from './withdrawn.ts'

/**
 * Takes the contact out of a flow that was unpublished: a person gets the chat, or the flow is simply over. Whoever is not in it any
 * more, or with a person already, is left alone.
 */
export async function withdraw(draft: TurnDraft, { flowId, upTo, people }: Withdrawal): Promise<'nothing-to-do' | undefined> {
  const { session, owner } = draft.state
  if (owner.kind !== 'flow' || !session?.at || session.flowId !== flowId || session.version > upTo) return 'nothing-to-do'
  const waiting: Waiting = session.at
  const compiled = await draft.world.version(flowId, session.version)
  const node = compiled?.nodes.get(waiting.nodeId)
  const outcome = people === 'hand-over' ? 'handed-off' : 'dropped'
  interrupt(
    draft,
    { waiting, flowId, version: session.version, nodeType: node?.type ?? 'unknown' },
    outcome,
    because('unpublished'),
  )
  session.at = undefined
  if (people === 'hand-over')
    handOver(draft, { reason: unpublished, ...(compiled ? { compiled } : {}), ...(node ? { node } : {}) })
  else closeSession(draft)
  return undefined
}
