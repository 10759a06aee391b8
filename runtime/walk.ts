import { fail, type Outcome, type ResumeEvent } from '#nodes/contract.ts'
import type { VariableValue, Waiting } from '#schemas/conversation.ts'
import type { FlowNode } from '#schemas/flow.ts'
import { secondsAfter } from '#schemas/instant.ts'
import { pickText } from '#schemas/text.ts'
import type { Step } from '#schemas/turn.ts'
import { NeedsNetwork } from './errors.ts'
import { type CompiledFlow, nodeName } from './graph.ts'
import { handOver } from './hand-off.ts'
import { tooMuch } from './limits.ts'
import { countOf, isSensitive, mask, record } from './step.ts'
import { apply, closeSession, languageOf, nextId, openSession, say, type TurnDraft } from './turn-draft.ts'
import { visitOf } from './visit.ts'
import { unpublished, withdrawalOf } from './withdrawn.ts'

/** A turn may visit this many nodes before one must wait; more is a loop. */
export const maxNodesPerTurn = 100

/** Where the walk stands: in which flow, at which node. */
interface Place {
  compiled: CompiledFlow
  nodeId: string
}

/** Where it goes next; only a flow that has to be loaded makes anyone wait. */
type Next = Place | undefined | Promise<Place | undefined>

/** Starts a fresh session of `compiled` and walks until a node waits, ends or fails. */
export function startFlow(draft: TurnDraft, compiled: CompiledFlow): Promise<void> | undefined {
  openSession(draft, compiled)
  if (compiled.start) return walk(draft, { compiled, nodeId: compiled.start.id })
  closeSession(draft)
  return undefined
}

/** Hands an answer or a time-out to the node the session waits at, and walks on from there. */
export async function resumeSession(draft: TurnDraft, compiled: CompiledFlow, event: ResumeEvent): Promise<void> {
  const waiting = draft.state.session?.at as Waiting
  const node = compiled.nodes.get(waiting.nodeId)
  const type = node && draft.world.registry.get(node.type)
  if (!node || !type?.handler.resume) return failVisit(draft, compiled, waiting, `the node ${waiting.nodeId} is gone`)
  const visit = visitOf(draft, compiled, node, waiting.visitId, waiting.memory)
  const { resume } = type.handler
  const pending = attempt(() => resume(visit, event))
  const outcome = pending instanceof Promise ? await pending : pending
  const leads = settle(draft, compiled, node, outcome, waiting, event)
  const place = leads instanceof Promise ? await leads : leads
  if (place) await walk(draft, place)
}

/** Visits `place` and every node it leads to. */
export async function walk(draft: TurnDraft, place: Place): Promise<void> {
  let here: Place | undefined = place
  const visited: FlowNode[] = []
  while (here) {
    const { compiled, nodeId }: Place = here
    const node = compiled.nodes.get(nodeId)
    const type = node && draft.world.registry.get(node.type)
    const entry: Waiting = {
      nodeId,
      visitId: nextId(draft),
      for: 'answer',
      enteredAt: draft.now,
      enteredLanguage: languageOf(draft, compiled),
    }
    if (!node || !type) return failVisit(draft, compiled, entry, `there is no node ${nodeId} this program knows`)
    if (visited.length >= maxNodesPerTurn) return failVisit(draft, compiled, entry, endlessReason(visited, node, draft))
    visited.push(node)
    const visit = visitOf(draft, compiled, node, entry.visitId)
    const { enter } = type.handler
    const pending = attempt(() => enter(visit))
    const outcome = pending instanceof Promise ? await pending : pending
    const leads = settle(draft, compiled, node, outcome, entry)
    here = leads instanceof Promise ? await leads : leads
  }
}

/** Says what an outcome says, each message in the language it is in. */
export function speak(draft: TurnDraft, compiled: CompiledFlow, node: FlowNode, outcome: Outcome): void {
  const spoken = outcome.language ?? languageOf(draft, compiled)
  for (const message of outcome.say ?? []) {
    const said = { language: spoken, ...message }
    said.language ??= spoken
    say(draft, { kind: 'flow', flowId: compiled.flowId, nodeId: node.id }, said)
  }
}

/** Carries out an outcome on the draft and says where to go next. */
function settle(
  draft: TurnDraft,
  compiled: CompiledFlow,
  node: FlowNode,
  came: Outcome,
  entry: Waiting,
  event?: ResumeEvent,
): Next {
  const session = draft.state.session
  if (!session) return undefined
  const reason = tooMuch(draft, came)
  const outcome: Outcome = reason ? fail(reason) : came
  speak(draft, compiled, node, outcome)
  const hidden = Object.keys(outcome.set ?? {}).filter((name) => isSensitive(draft, compiled, name))
  for (const name in outcome.set) session.variables[name] = outcome.set[name] as VariableValue
  if (hidden.length > 0) session.sensitive = [...new Set([...(session.sensitive ?? []), ...hidden])]
  for (const effect of outcome.effects ?? []) apply(draft, effect)
  if (outcome.language) draft.state.language = outcome.language
  if (outcome.answer) {
    const { label, value } = outcome.answer
    const answer = {
      nodeId: node.id,
      ...outcome.answer,
      label: onCard(label),
      value: hidden.length > 0 ? mask : onCard(value),
    }
    session.answers = [...session.answers, answer].slice(-30)
  }

  const step = record(draft, compiled, node, entry, outcome, event)
  switch (outcome.next) {
    case 'wait': {
      step.did = 'wait'
      const window = compiled.flow.settings.answerWindowSeconds
      const until =
        outcome.until ?? (Number.isNaN(Number(outcome.seconds)) ? undefined : secondsAfter(draft.now, Number(outcome.seconds)))
      const drops = until === undefined && outcome.for === 'answer'
      session.at = {
        nodeId: entry.nodeId,
        visitId: entry.visitId,
        for: outcome.for,
        enteredAt: entry.enteredAt,
        enteredLanguage: entry.enteredLanguage,
        memory: outcome.memory ?? entry.memory,
        until: until ?? (drops ? secondsAfter(draft.now, window) : undefined),
        drops: drops || undefined,
      }
      return undefined
    }
    case 'go': {
      session.at = undefined
      step.did = 'go'
      step.output = outcome.output
      step.outcome = outcome.outcome ?? countOf(compiled, node, outcome.output)
      return leave(draft, compiled, node, outcome.output)
    }
    case 'end':
      session.at = undefined
      step.did = 'end'
      step.outcome = outcome.outcome ?? 'answered'
      return comeBack(draft)
    case 'hand-off':
      session.at = undefined
      step.did = 'end'
      step.outcome = 'handed-off'
      if (!handOver(draft, { reason: outcome.reason, compiled, node, ...(outcome.team ? { team: outcome.team } : {}) })) {
        step.outcome = 'failed'
        step.reason = 'too many chats of their network wait already'
        closeSession(draft)
      }
      return undefined
    case 'call': {
      session.at = undefined
      step.did = 'call'
      const { live, reachable = live } = draft.world
      const target = reachable.find((flow) => flow.flowId === outcome.flowId)
      if (!target?.start) return failStep(draft, compiled, node, step, 'the flow it goes to is not published')
      step.outcome = 'answered'
      session.stack = outcome.return
        ? [...session.stack, { flowId: session.flowId, version: session.version, nodeId: node.id }]
        : []
      if (session.stack.length > 20) return failStep(draft, compiled, node, step, 'flows call each other without end')
      session.flowId = target.flowId
      session.version = target.version
      return { compiled: target, nodeId: target.start.id }
    }
    case 'fail':
      session.at = undefined
      return failStep(draft, compiled, node, step, outcome.reason)
  }
}

/** As long as a hand-off card needs it: thirty of them stand in every turn. */
const onCard = (text: string): string => (text.length > 1000 ? `${text.slice(0, 1000)}…` : text)

/** The node behind an output. An unwired error takes the flow's fallback; any other unwired output ends the chat's flow. */
function leave(draft: TurnDraft, compiled: CompiledFlow, node: FlowNode, output: string): Next {
  const target = compiled.next(node.id, output)
  if (target) return { compiled, nodeId: target }
  if (compiled.output(node, output)?.kind === 'error') {
    fallBack(draft, compiled, node)
    return undefined
  }
  return comeBack(draft)
}

/** The end of a flow: back to the one that called it, or the end of the session. */
function comeBack(draft: TurnDraft): Next {
  const session = draft.state.session
  const caller = session?.stack.at(-1)
  if (!session || !caller) {
    closeSession(draft)
    return undefined
  }
  session.stack = session.stack.slice(0, -1)
  session.flowId = caller.flowId
  session.version = caller.version
  const over = withdrawalOf(draft, caller.flowId, caller.version)
  if (over) {
    if (over.people === 'hand-over') handOver(draft, { reason: unpublished })
    else closeSession(draft)
    return undefined
  }
  const goOn = (compiled: CompiledFlow | undefined): Next => {
    const node = compiled?.nodes.get(caller.nodeId)
    if (compiled && node) return leave(draft, compiled, node, 'returned')
    closeSession(draft)
    return undefined
  }
  const calling = draft.world.version(caller.flowId, caller.version)
  return calling instanceof Promise ? calling.then(goOn) : goOn(calling)
}

function failStep(draft: TurnDraft, compiled: CompiledFlow, node: FlowNode, step: Step, reason: string): Place | undefined {
  step.did = 'fail'
  step.outcome = 'failed'
  step.reason = reason
  const target = compiled.next(node.id, 'error')
  if (target) {
    step.output = 'error'
    return { compiled, nodeId: target }
  }
  fallBack(draft, compiled, node)
  return undefined
}

/** A visit that could not even begin, or whose node vanished. */
function failVisit(draft: TurnDraft, compiled: CompiledFlow, entry: Waiting, reason: string): void {
  const node = compiled.nodes.get(entry.nodeId)
  draft.steps.push({
    nodeId: entry.nodeId,
    nodeType: node?.type ?? 'unknown',
    flowId: compiled.flowId,
    version: compiled.version,
    sessionId: draft.state.session?.id ?? '',
    on: 'enter',
    did: 'fail',
    outcome: 'failed',
    reason,
    enteredAt: entry.enteredAt,
    enteredLanguage: entry.enteredLanguage,
  })
  fallBack(draft, compiled, node)
}

/** Nothing else to do: say so kindly and let a person take it. */
function fallBack(draft: TurnDraft, compiled: CompiledFlow, node: FlowNode | undefined): void {
  const text = pickText(compiled.flow.settings.fallbackText, languageOf(draft, compiled), compiled.flow.languages.default)
  if (text) {
    const by = { kind: 'flow', flowId: compiled.flowId, nodeId: node?.id ?? '' } as const
    say(draft, by, { kind: 'text', text, language: languageOf(draft, compiled) })
  }
  if (draft.state.session) draft.state.session.at = undefined
  handOver(draft, { reason: 'The flow could not go on', compiled, ...(node ? { node } : {}) })
}

/** Runs a handler; what it throws is a failure of its node, never of the chat. */
export function attempt(run: () => Outcome | Promise<Outcome>): Outcome | Promise<Outcome> {
  try {
    const outcome = run()
    return outcome instanceof Promise ? outcome.catch(failure) : outcome
  } catch (error) {
    return failure(error)
  }
}

function failure(error: unknown): Outcome {
  if (error instanceof NeedsNetwork) throw error
  return { next: 'fail', reason: error instanceof Error ? error.message : String(error) }
}

/** Names the nodes of the round that would begin again with `next`; of a chain without one, its first nodes. */
function endlessReason(visited: readonly FlowNode[], next: FlowNode, draft: TurnDraft): string {
  const round = [...visited.slice(Math.max(visited.lastIndexOf(next), 0)), next].slice(0, 8)
  const names = round.map((node) => nodeName(node, draft.world.registry))
  return `visited ${visited.length} nodes without waiting for anyone: ${names.join(' → ')} …`
}
