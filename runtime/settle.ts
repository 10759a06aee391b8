import { fail, type Outcome, type ResumeEvent, type Signal } from '#nodes/contract.ts'
import type { HandOffReason, Session, VariableValue, Waiting } from '#schemas/conversation.ts'
import type { FlowNode } from '#schemas/flow.ts'
import { secondsAfter } from '#schemas/instant.ts'
import { keepAsked } from './ask.ts'
import { because } from './because.ts'
import type { CompiledFlow } from './graph.ts'
import { handOver } from './hand-off.ts'
import { tooMuch } from './limits.ts'
import { countOf, isSensitive, mask, record } from './step.ts'
import { apply, closeSession, languageOf, say, type TurnDraft } from './turn-draft.ts'
import { callFlow, comeBack, failStep, leave, type Next } from './way-on.ts'

/** Carries out what a handler answered: says it, remembers it, notes the step, and tells where to go next. */
export function settle(
  draft: TurnDraft,
  compiled: CompiledFlow,
  node: FlowNode,
  came: Outcome,
  entry: Waiting,
  event?: ResumeEvent | Signal,
): Next {
  const session = draft.state.session
  if (!session) return undefined
  const reason = tooMuch(draft, came)
  const outcome: Outcome = reason ? fail(reason) : came
  keepAsked(draft, outcome)
  speak(draft, compiled, node, outcome)
  remember(draft, session, compiled, node, outcome)

  const step = record(draft, compiled, node, entry, outcome, event)
  session.at = undefined
  switch (outcome.next) {
    case 'wait':
      step.did = 'wait'
      session.at = waitingAt(draft, compiled, entry, outcome)
      return undefined
    case 'go':
      step.did = 'go'
      step.output = outcome.output
      step.outcome = outcome.outcome ?? countOf(compiled, node, outcome.output)
      return leave(draft, compiled, node, outcome.output)
    case 'end':
      step.did = 'end'
      step.outcome = outcome.outcome ?? 'answered'
      return comeBack(draft)
    case 'hand-off':
      step.did = 'end'
      step.outcome = 'handed-off'
      if (
        !handOver(draft, { reason: inWords(outcome.reason), compiled, node, ...(outcome.team ? { team: outcome.team } : {}) })
      ) {
        step.outcome = 'failed'
        step.reason = because('crowded')
        closeSession(draft)
      }
      return undefined
    case 'call':
      step.did = 'call'
      return callFlow(draft, compiled, node, step, { flowId: outcome.flowId, andBack: outcome.return })
    case 'fail':
      return failStep(draft, compiled, node, step, outcome.reason)
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

/** What an outcome set, did, chose as the language and answered. */
function remember(draft: TurnDraft, session: Session, compiled: CompiledFlow, node: FlowNode, outcome: Outcome): void {
  const hidden = Object.keys(outcome.set ?? {}).filter((name) => isSensitive(draft, compiled, name))
  for (const name in outcome.set) session.variables[name] = outcome.set[name] as VariableValue
  if (hidden.length > 0) session.sensitive = [...new Set([...(session.sensitive ?? []), ...hidden])]
  const by = `${compiled.flowId}.${node.id}`
  for (const effect of outcome.effects ?? [])
    apply(draft, effect.kind === 'set-contact' || effect.kind === 'tag' || effect.kind === 'event' ? { ...effect, by } : effect)
  if (outcome.language) draft.state.language = outcome.language
  if (!outcome.answer) return
  const { label, value } = outcome.answer
  const answer = {
    nodeId: node.id,
    ...outcome.answer,
    label: onCard(label),
    value: hidden.length > 0 ? mask : onCard(value),
  }
  session.answers = [...session.answers, answer].slice(-30)
}

/** As long as a hand-off card needs it: thirty of them stand in every turn. */
const onCard = (text: string): string => (text.length > 1000 ? `${text.slice(0, 1000)}…` : text)

/** Until when a visit waits: as the node says; else a question waits for the flow's answer window and is dropped then. */
function waitingAt(
  draft: TurnDraft,
  compiled: CompiledFlow,
  entry: Waiting,
  outcome: Extract<Outcome, { next: 'wait' }>,
): Waiting {
  const window = compiled.flow.settings.answerWindowSeconds
  const until =
    outcome.until ?? (Number.isNaN(Number(outcome.seconds)) ? undefined : secondsAfter(draft.now, Number(outcome.seconds)))
  const drops = until === undefined && outcome.for === 'answer'
  return {
    nodeId: entry.nodeId,
    visitId: entry.visitId,
    for: outcome.for,
    enteredAt: entry.enteredAt,
    enteredLanguage: entry.enteredLanguage,
    memory: outcome.memory ?? entry.memory,
    until: until ?? (drops ? secondsAfter(draft.now, window) : undefined),
    drops: drops || undefined,
    signal: outcome.signal,
  }
}

/** What the author of the flow says why. */
const inWords = (words: string): HandOffReason => ({ code: 'author', values: { words } })
