import { formsOf } from '#nodes/forms.ts'
import { understand } from '#nodes/understand.ts'
import type { ConversationState } from '#schemas/conversation.ts'
import type { IncomingContent } from '#schemas/message.ts'
import { askStop, started, startWords, stopAnswers, stopped } from '#schemas/opt-out-words.ts'
import { pickText } from '#schemas/text.ts'
import type { CompiledFlow } from './graph.ts'
import type { Said } from './said-command.ts'
import { apply, closeSession, languageOf, say, sayText, type TurnDraft } from './turn-draft.ts'

/** Remembers STOP, ends what would speak again by itself, and says so, whoever owns the chat. */
export function optOut(draft: TurnDraft, { command, compiled }: Said, nodeId?: string): void {
  sayText(
    draft,
    compiled,
    Object.values(command.reply ?? {}).some((text) => text.trim() !== '') ? command.reply : stopped,
    nodeId,
  )
  apply(draft, { kind: 'set-contact', contact: { optedOut: true } })
  closeSession(draft)
}

/** Whether a message takes STOP back. Only who said STOP can mean that by it. */
export const takesStopBack = ({ state }: TurnDraft, text: string): boolean =>
  state.contact.optedOut === true && text.length <= 200 && starts.has(formsOf(text).folded)

const starts = new Set(startWords.map((word) => formsOf(word).folded))

/** Remembers that the person wants to hear from us again, and says so. */
export function optIn(draft: TurnDraft, compiled: CompiledFlow): undefined {
  apply(draft, { kind: 'set-contact', contact: { optedOut: false } })
  sayText(draft, compiled, started)
}

/** Asks whether STOP was meant. What the flow asked stays open meanwhile. */
export function askWhetherStop(draft: TurnDraft, { command, compiled }: Said): undefined {
  const language = languageOf(draft, compiled)
  const main = compiled.flow.languages.default
  const choices = stopAnswers.map(({ id, label }) => ({ id, label: pickText(label, language, main) }))
  const by = { kind: 'flow', flowId: compiled.flowId, nodeId: draft.state.session?.at?.nodeId ?? '' } as const
  say(draft, by, { kind: 'choices', text: pickText(askStop, language, main), choices, language })
  draft.state.confirming = { flowId: compiled.flowId, commandId: command.id }
}

/** What somebody who was asked whether they meant STOP says to it; undefined when they talk of something else. */
export function confirmed(content: IncomingContent, languages: readonly string[]): 'yes' | 'no' | undefined {
  const understood = understand(content, stopAnswers, { languages })
  return understood ? (understood.id === 'alur-stop-yes' ? 'yes' : 'no') : undefined
}

/** A button of “Stop our messages?”, whenever it is tapped. */
export const isStopAnswer = (content: IncomingContent): boolean =>
  content.kind === 'choice' && stopAnswers.some(({ id }) => id === content.id)

/** The command that was asked about; its bare meaning when the flow that had it is gone. */
export function commandAskedAbout(confirming: ConversationState['confirming'], flows: readonly CompiledFlow[]): Said | undefined {
  const compiled = flows.find(({ flowId }) => flowId === confirming?.flowId) ?? flows[0]
  if (!compiled) return undefined
  const known = compiled.flow.settings.commands.find(({ id, action }) => id === confirming?.commandId && action === 'stop')
  return { compiled, command: known ?? { id: 'stop', action: 'stop', words: {} } }
}
