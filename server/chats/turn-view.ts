import { assignmentIn } from '#runtime/assign.ts'
import { nodeName } from '#runtime/graph.ts'
import { shownEvent } from '#runtime/shown-event.ts'
import type { TurnView } from '#schemas/api/turns.ts'
import type { Turn } from '#schemas/turn.ts'
import type { Engine } from '../engine/engine.ts'
import type { DeliveryDoc } from '../outbox/collections.ts'
import type { Names } from './list-conversations.ts'

/** A turn as the inbox shows it: with what became of each message, and what its ids are called. */
export async function turnView(
  engine: Engine,
  names: Names,
  turn: Turn,
  sent: ReadonlyMap<string, DeliveryDoc> = new Map(),
): Promise<TurnView> {
  const { owner, status } = turn.state
  const inCase = caseIn(turn)
  return {
    id: turn._id,
    number: turn.number,
    at: turn.at,
    event: shownEvent(turn),
    steps: turn.steps,
    say: turn.say.map((said) => {
      const delivery = sent.get(said.id)
      if (!delivery) return said
      return {
        ...said,
        delivery: {
          status: delivery.status,
          at: delivery.at,
          ...(delivery.reason ? { reason: delivery.reason } : {}),
        },
      }
    }),
    effects: turn.effects,
    owner,
    status,
    ...(inCase ? { case: inCase } : {}),
    names: await namesIn(engine, names, turn),
  }
}

/** The case a turn belongs to, and what became of it in this turn. */
function caseIn({ number, case: belongsTo, state, event }: Turn): TurnView['case'] {
  const is = state.case
  if (belongsTo === undefined || is?.number !== belongsTo) return undefined
  if (is.closed && is.turn === number) {
    const { at: _, ...closing } = is.closed
    return { number: belongsTo, did: 'closed', closing }
  }
  if (is.first === number) return { number: belongsTo, did: 'opened' }
  const opens =
    assignmentIn(event) !== undefined || event.kind === 'due' || (event.kind === 'agent' && event.action.do === 'reopen')
  return { number: belongsTo, ...(opens && is.turn === number ? { did: 'reopened' as const } : {}) }
}

/** People by their id, flows by theirs, nodes by `<flowId>.<nodeId>`, teams by what the turn calls them. Who answers people may not read flows. */
async function namesIn(engine: Engine, names: Names, turn: Turn): Promise<Record<string, string>> {
  const named: Record<string, string> = {}
  for (const agentId of agentsIn(turn)) {
    const name = names.agent(agentId)
    if (name) named[agentId] = name
  }
  const nameTeam = (team: string | undefined) => {
    const name = team && names.team(turn.workspaceId, team)
    if (team && name) named[team] = name
  }
  for (const effect of turn.effects) {
    if (effect.kind === 'hand-off') nameTeam(effect.team)
  }
  const to = assignmentIn(turn.event)?.to
  if (to?.kind === 'queue') nameTeam(to.team)
  for (const { flowId, version, nodeId } of turn.steps) {
    const compiled = await engine.flows.version(turn.workspaceId, flowId, version)
    const node = compiled?.nodes.get(nodeId)
    if (compiled) named[flowId] = compiled.flow.name
    if (node) named[`${flowId}.${nodeId}`] = nodeName(node, engine.registry)
  }
  return named
}

function agentsIn({ event, say, effects, state }: Turn): Set<string> {
  const agents = say.flatMap(({ by }) => (by.kind === 'agent' ? [by.agentId] : []))
  if (event.kind === 'agent') agents.push(event.agentId)
  if (event.kind === 'withdrawal') agents.push(event.by)
  if (event.kind === 'send' || event.kind === 'begin') agents.push(event.by)
  for (const effect of effects) if (effect.kind === 'remind') agents.push(effect.agentId)
  const assigned = assignmentIn(event)
  if (assigned?.from) agents.push(assigned.from)
  if (assigned?.to.kind === 'agent') agents.push(assigned.to.agentId)
  if (assigned) agents.push(assigned.by)
  if (state.owner.kind === 'agent') agents.push(state.owner.agentId)
  return new Set(agents)
}
