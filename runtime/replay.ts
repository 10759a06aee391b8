import type { Registry } from '#nodes/contract.ts'
import { go } from '#nodes/contract.ts'
import type { ConversationState } from '#schemas/conversation.ts'
import type { Step, Turn } from '#schemas/turn.ts'
import { advance } from './advance.ts'
import type { World } from './turn-draft.ts'

/** Where a replay parts from what was recorded. */
export interface Departure {
  conversationId: string
  number: number
  field: 'state' | 'steps' | 'say' | 'effects' | 'opening' | 'refused'
  recorded: unknown
  replayed: unknown
}

/**
 * Takes one conversation's recorded turns again, on this program, and says where it first does otherwise; undefined when it
 * never does. `first` is the state before turn 1. Calls to the outside are not made again: their recorded outcome is used.
 */
export async function replay(first: ConversationState, recorded: readonly Turn[], world: World): Promise<Departure | undefined> {
  let state = first
  for (const turn of recorded) {
    const registry = withRecordedCalls(world.registry, turn.steps)
    const { person, opening, place } = turn
    // What it saw of the opening hours, which are others by now.
    const hours: World['opening'] = opening && { version: opening.version, at: () => opening }
    // Earlier releases did not record where the workspace was.
    const where = place ? { timeZone: place.timeZone, country: place.country } : {}
    const then: World = { ...world, registry, person, opening: hours, ...where }
    const taken = await advance(state, turn.event, { turnId: turn._id, now: turn.at, world: then })
    const at = { conversationId: turn.state.conversationId, number: turn.number }
    if ('refused' in taken) return { ...at, field: 'refused', recorded: turn.event, replayed: taken.refused }
    // An earlier release counted no cases: all that it recorded is one.
    if (turn.state.case?.lifted && turn.state.case.turn === 0) taken.state.case = turn.state.case
    for (const field of ['steps', 'say', 'effects', 'opening', 'state'] as const)
      if (!same(turn[field], taken[field])) return { ...at, field, recorded: turn[field], replayed: taken[field] }
    state = taken.state
  }
  return undefined
}

/** Nodes that call out answer as they did. */
function withRecordedCalls(registry: Registry, steps: readonly Step[]): Registry {
  const calls = steps.filter((step) => registry.get(step.nodeType)?.description.network && step.output)
  if (calls.length === 0) return registry
  const answered = new Map(registry)
  for (const type of new Set(calls.map((call) => call.nodeType))) {
    const known = registry.get(type)
    if (!known) continue
    const enter = (visit: { node: { id: string } }) => {
      const call = calls.splice(
        calls.findIndex((one) => one.nodeId === visit.node.id),
        1,
      )[0] as Step
      return go(call.output as string, { ...(call.set ? { set: call.set } : {}), ...(call.reason ? { note: call.reason } : {}) })
    }
    answered.set(type, { ...known, handler: { ...known.handler, enter } })
  }
  return answered
}

/** Equal as documents: absent and undefined are one, the order of keys does not matter. */
function same(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a) !== Array.isArray(b)) return false
  const [left, right] = [a as Record<string, unknown>, b as Record<string, unknown>]
  for (const key of new Set([...Object.keys(left), ...Object.keys(right)])) if (!same(left[key], right[key])) return false
  return true
}
