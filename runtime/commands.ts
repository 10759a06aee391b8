import type { IncomingContent } from '#schemas/message.ts'
import { goesOn } from '#schemas/opt-out-words.ts'
import { askAgain } from './ask-again.ts'
import { because } from './because.ts'
import type { CompiledFlow } from './graph.ts'
import { handOver } from './hand-off.ts'
import { interrupt } from './interrupt.ts'
import { askWhetherStop, commandAskedAbout, confirmed, isStopAnswer, optIn, optOut, takesStopBack } from './opt-out.ts'
import type { Said } from './said-command.ts'
import { liveIn } from './seen.ts'
import { isCrowded, turnAway } from './turn-away.ts'
import { closeSession, sayText, type TurnDraft } from './turn-draft.ts'
import { startFlow } from './walk.ts'

/**
 * The global command a whole message is: in the words of the flows that listen (the one that runs or would answer, then the outermost
 * of those that called it), else of any live flow, because STOP is said to the business and not to one flow. Where a flow listens,
 * the words of the others for a person are only an answer to it; and a word for starting over never starts a flow that would not start.
 */
export function commandIn(text: string, listening: readonly CompiledFlow[], live: readonly CompiledFlow[]): Said | undefined {
  for (const compiled of listening) {
    const command = compiled.commands.said(text)
    if (command) return { command, compiled }
  }
  for (const compiled of live) {
    const command = listening.includes(compiled) ? undefined : compiled.commands.said(text)
    if (command?.action === 'stop' || (command?.action === 'hand-off' && listening.length === 0)) return { command, compiled }
  }
  return undefined
}

/** A message of a chat that the flow owns, and the flows it may be meant for. */
interface Heard {
  content: IncomingContent
  /** Its words, or the label of what was tapped. */
  text: string
  /** The flow of the session that waits. */
  running: CompiledFlow | undefined
  listening: readonly CompiledFlow[]
}

/**
 * What a message tells everyone rather than the question that is open: a global command, START, what they say to “Stop our messages?”,
 * or a command with a slip of the finger. Undefined when it is none of them.
 */
export function commandOf(draft: TurnDraft, heard: Heard): (() => Promise<undefined> | undefined) | undefined {
  const { content, text, running, listening } = heard
  const { state, world } = draft
  const said = content.kind === 'text' ? commandIn(text, listening, world.live) : undefined
  const { confirming } = state
  state.confirming = undefined
  if (said) return () => obey(draft, listening, said)
  const speaker = listening[0] ?? world.live[0]
  if (!speaker) return undefined
  if (takesStopBack(draft, text)) return () => optIn(draft, speaker)
  if (confirming || isStopAnswer(content)) {
    const meant = confirmed(content, speaker.flow.languages.offered)
    const asked = commandAskedAbout(confirming, [...listening, ...world.live])
    if (meant === 'yes' && asked) return () => obey(draft, listening, asked)
    if (meant === 'no') return () => askAgain(draft, speaker, { kind: 'answer', content }, goesOn)
  }
  const near = content.kind === 'text' ? commandNear(text, listening) : undefined
  if (!near) return undefined
  if (near.command.action === 'stop') return state.contact.optedOut ? undefined : () => askWhetherStop(draft, near)
  return takesAnyWords(draft, running) ? undefined : () => obey(draft, listening, near)
}

/** Whether the question that is open takes any words for an answer. */
function takesAnyWords(draft: TurnDraft, running: CompiledFlow | undefined): boolean {
  const at = draft.state.session?.at
  const node = at && running?.nodes.get(at.nodeId)
  return (node && draft.world.registry.get(node.type)?.description.anyWords?.(node.data.config)) ?? false
}

/** The global command a whole message is but for a slip of the finger, in the words of the flows that listen. */
function commandNear(text: string, listening: readonly CompiledFlow[]): Said | undefined {
  for (const compiled of listening) {
    const command = compiled.commands.almostSaid(text)
    if (command) return { command, compiled }
  }
  return undefined
}

/** Does what a global command says. */
async function obey(draft: TurnDraft, listening: readonly CompiledFlow[], { command, compiled }: Said): Promise<undefined> {
  const { session } = draft.state
  const here = listening[0] ?? compiled
  if (!listening.includes(compiled)) liveIn(draft)
  // They stay where they are.
  if (command.action === 'hand-off' && isCrowded(draft.event)) {
    turnAway(draft, { flowId: here.flowId, nodeId: session?.at?.nodeId ?? '' }, here.flow.languages.default)
    return
  }
  const leaveAs = command.action === 'hand-off' ? 'handed-off' : command.action === 'stop' ? 'dropped' : 'answered'
  if (session?.at) {
    const nodeType = here.nodes.get(session.at.nodeId)?.type ?? 'unknown'
    interrupt(
      draft,
      { waiting: session.at, flowId: session.flowId, version: session.version, nodeType },
      leaveAs,
      because('said-command', { command: command.id }),
    )
  }
  const at = session?.at
  if (session) session.at = undefined
  if (command.action === 'stop') {
    optOut(draft, { command, compiled }, at?.nodeId)
    return undefined
  }
  sayText(draft, compiled, command.reply, at?.nodeId)
  if (command.action === 'restart') {
    const outermost = listening.at(-1) ?? compiled
    closeSession(draft)
    const { live, reachable = live } = liveIn(draft)
    await startFlow(draft, reachable.find((flow) => flow.flowId === outermost.flowId) ?? outermost)
  } else {
    const node = at && here.nodes.get(at.nodeId)
    handOver(draft, { reason: { code: 'asked' }, compiled: here, ...(node ? { node } : {}) })
  }
}
