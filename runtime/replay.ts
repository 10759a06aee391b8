import type { Asked } from '#schemas/asked.ts'
import type { ConversationState } from '#schemas/conversation.ts'
import { teamIdOf } from '#schemas/team.ts'
import type { Effect, Turn } from '#schemas/turn.ts'
import { advance } from './advance.ts'
import { mask } from './step.ts'
import type { World } from './turn-draft.ts'

/** Where a replay parts from what was recorded. Of answers it says which were asked, never what they were. */
export interface Departure {
  conversationId: string
  number: number
  field: 'state' | 'steps' | 'say' | 'effects' | 'opening' | 'asked' | 'refused'
  recorded: unknown
  replayed: unknown
}

/**
 * Takes one conversation's recorded turns again, on this program, and says where it first does otherwise; undefined when it
 * never does. `first` is the state before turn 1; `worldAt` is the world of a turn, with what was `recorded` of its answers. Nobody is
 * asked again.
 */
export async function replay(
  first: ConversationState,
  recorded: readonly Turn[],
  worldAt: (turn: Turn) => World | Promise<World>,
): Promise<Departure | undefined> {
  let state = first
  for (const turn of recorded) {
    const world = await worldAt(turn)
    const { person, opening, place, noTeam } = turn
    // What it saw of the opening hours, which are others by now.
    const hours: World['opening'] = opening && { version: opening.version, at: () => opening }
    // Earlier releases did not record where the workspace was, nor what was answered.
    const where = place ? { timeZone: place.timeZone, country: place.country } : {}
    const answers = world.recorded ?? answersInSteps(turn, world)
    const hasTeam = (teamId: string) => noTeam === undefined || teamIdOf(noTeam) !== teamId
    const then: World = { ...world, recorded: answers, person, opening: hours, hasTeam, ...where }
    const taken = await advance(state, turn.event, { turnId: turn._id, now: turn.at, world: then })
    const at = { conversationId: turn.state.conversationId, number: turn.number }
    if ('refused' in taken) return { ...at, field: 'refused', recorded: turn.event, replayed: taken.refused }
    // An earlier release counted no cases: all that it recorded is one.
    if (turn.state.case?.lifted && turn.state.case.turn === 0) taken.state.case = turn.state.case
    // Nor what the conversation itself told of its person, and when.
    if (!turn.state.told) taken.state.told = undefined
    // Earlier releases did not say which node it was.
    if (!turn.effects.some((effect) => 'by' in effect)) taken.effects = taken.effects.map(withoutBy)
    for (const field of ['steps', 'say', 'effects', 'opening', 'state'] as const)
      if (!same(turn[field], taken[field])) return { ...at, field, recorded: turn[field], replayed: taken[field] }
    const [was, is] = [namesIn(world.recorded ?? taken.asked), namesIn(taken.asked)]
    if (!same(was, is)) return { ...at, field: 'asked', recorded: was, replayed: is }
    state = taken.state
  }
  return undefined
}

/** A turn of an earlier release: what its nodes made of what they were answered stands in its steps, masked values in its state alone. */
function answersInSteps({ steps, state }: Turn, { registry }: World): Asked[] {
  return steps.flatMap(({ nodeType, output, set, reason }, step) => {
    if (!output || !registry.get(nodeType)?.description.network) return []
    const known = Object.entries(set ?? {}).map(([name, value]) => [
      name,
      value === mask ? (state.session?.variables[name] ?? value) : value,
    ])
    return [{ step, made: { next: 'go', output, set: Object.fromEntries(known), note: reason } }]
  })
}

function withoutBy(effect: Effect): Effect {
  if (effect.kind !== 'set-contact' && effect.kind !== 'tag') return effect
  const { by: _, ...bare } = effect
  return bare
}

/** Which visit asked what, and whether it was answered. */
const namesIn = (asked: readonly Asked[] = []): unknown[] =>
  asked.map((one) => ('made' in one ? { step: one.step } : { step: one.step, name: one.name, answered: 'answer' in one }))

/** Equal as documents: absent and undefined are one, the order of keys does not matter. */
function same(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a) !== Array.isArray(b)) return false
  const [left, right] = [a as Record<string, unknown>, b as Record<string, unknown>]
  for (const key of new Set([...Object.keys(left), ...Object.keys(right)])) if (!same(left[key], right[key])) return false
  return true
}
