import type { Asked } from '#schemas/asked.ts'
import type { ConversationState, Waiting } from '#schemas/conversation.ts'
import type { Instant } from '#schemas/instant.ts'
import type { IncomingMessage } from '#schemas/message.ts'
import { earlierQuestion } from '#schemas/opt-out-words.ts'
import {
  type Effect,
  type SaidMessage,
  type SeenOpening,
  type SeenPlace,
  type Step,
  type TurnEvent,
  turnOfSaid,
} from '#schemas/turn.ts'
import { actAsAgent } from './agent-actions.ts'
import { askAgain } from './ask-again.ts'
import { assign } from './assign.ts'
import { beginFlow } from './begin-flow.ts'
import { caseOfTurn, closeQuietly, isThanksAlone, noteAnswers, openCase, openCaseOf } from './cases.ts'
import { commandIn, commandOf } from './commands.ts'
import { fallDue } from './fall-due.ts'
import type { CompiledFlow } from './graph.ts'
import { handOver } from './hand-off.ts'
import { optIn, optOut, takesStopBack } from './opt-out.ts'
import { pauseFlow } from './pause-flow.ts'
import type { Refusal } from './refusal.ts'
import { liveIn } from './seen.ts'
import { sendUnasked } from './send.ts'
import { chooseFlow, chooseGreeting } from './session-rules.ts'
import { apply, draftTurn, type TurnDraft, turnOfVisit, type World } from './turn-draft.ts'
import { noteUndelivered } from './undelivered.ts'
import { hearSignal, leaveWithdrawn, runningFlow, wake } from './wake.ts'
import { resumeSession, startFlow } from './walk.ts'
import { withdraw } from './withdraw.ts'

export interface Advance {
  state: ConversationState
  steps: Step[]
  say: SaidMessage[]
  effects: Effect[]
  opening: SeenOpening | undefined
  place: SeenPlace | undefined
  case: number | undefined
  /** By which edition of what is live it went; undefined where it did not. */
  live: number | undefined
  /** The team it was to wait for, and which there is not. */
  noTeam: string | undefined
  /** What its nodes asked of services; undefined where none did. */
  asked: Asked[] | undefined
}

/**
 * One event, one turn: a conversation's state and what happened go in; the next state, the steps taken, what to say and
 * what else to do come out. Nothing is sent or saved here; the same input gives the same output, ids included.
 */
export async function advance(
  before: ConversationState,
  event: TurnEvent,
  how: { turnId: string; now: Instant; world: World },
): Promise<Advance | Refusal> {
  const draft = draftTurn(how, event, before)
  const refused = await take(draft, event)
  if (refused) return { refused, owner: before.owner }
  noteAnswers(draft, event.kind === 'echo' && !(event.message.content.kind in asides))
  const { state, steps, say, effects, opening, place, live, noTeam } = draft
  const asked = draft.asked.length > 0 ? (draft.asked as Asked[]) : undefined
  return { state, steps, say, effects, opening, place, live, noTeam, asked, case: caseOfTurn(before, state) }
}

type Taken = Refusal['refused'] | undefined

/** Only what has to be loaded, or calls out, makes anyone wait. */
function take(draft: TurnDraft, event: TurnEvent): Taken | Promise<Taken> {
  switch (event.kind) {
    case 'message':
      return hear(draft, event.message)
    case 'timer':
      return wake(draft, event.visitId)
    case 'due':
      return fallDue(draft, event)
    case 'agent':
      return actAsAgent(draft, event.action, event.agentId)
    case 'echo':
      return event.message.content.kind in asides ? undefined : yieldToPerson(draft)
    case 'opened':
      return greet(draft)
    case 'withdrawal':
      return withdraw(draft, event)
    case 'send':
      return sendUnasked(draft, event)
    case 'begin':
      return beginFlow(draft, event)
    case 'signal':
      return hearSignal(draft, event)
    case 'assign':
      return assign(draft, event)
    case 'delivery-failed':
      return noteUndelivered(draft, event)
    case 'quiet':
      return closeQuietly(draft, event)
  }
}

/** Someone answered from the vendor's own app: a person is talking, the flow keeps quiet. */
async function yieldToPerson(draft: TurnDraft): Promise<undefined> {
  if (draft.state.owner.kind !== 'flow') return
  await pauseFlow(draft, 'answered-elsewhere')
  handOver(draft, { reason: { code: 'answered-elsewhere' } })
}

/** The chat was opened: a flow that greets begins, unless one runs, a person has the chat or they said STOP. */
async function greet(draft: TurnDraft): Promise<Taken> {
  const { state } = draft
  if (state.owner.kind !== 'flow' || state.session?.at || state.contact.optedOut) return 'nothing-to-do'
  const greeting = chooseGreeting(liveIn(draft).live, state.channel.kind, state.past, draft.now)
  if (!greeting) return 'nothing-to-do'
  state.status = 'open'
  state.handOff = undefined
  await startFlow(draft, greeting)
  if (state.session) state.session.greeted = true
  return undefined
}

/** What is said about a message, or about the person: nobody asks, and nobody answers. */
const asides = { reaction: true, edited: true, deleted: true, system: true }

/** A customer's message. */
async function hear(draft: TurnDraft, message: IncomingMessage): Promise<undefined> {
  const { state, world } = draft
  const { content } = message
  if (content.kind === 'system') return prefers(draft, content.what) ? undefined : become(draft, content.becomes)
  meet(draft, message)
  if (content.kind in asides) return
  const onlyThanks = !openCaseOf(state) && isThanksAlone(state, content)
  if (!onlyThanks) openCase(draft)
  const wasClosed = state.status === 'closed'
  if (wasClosed) {
    state.status = 'open'
    state.handOff = undefined
  }
  state.undelivered = undefined
  const greeted = state.session?.greeted === true
  if (state.session) state.session.greeted = undefined

  await leaveWithdrawn(draft)
  const compiled = await runningFlow(draft)
  const text = content.kind === 'text' ? content.text : content.kind === 'choice' ? content.label : ''
  const caller = compiled && state.session?.stack[0]
  const outermost = caller && (await world.version(caller.flowId, caller.version))
  if (state.owner.kind !== 'flow') {
    // A person owns the chat. The flow says nothing; only STOP and START are still heard and answered.
    const said = commandIn(text, present(compiled, outermost), world.live)
    const speaker = compiled ?? world.live[0]
    if (said?.command.action === 'stop') optOut(draft, said)
    else if (speaker && takesStopBack(draft, text)) optIn(draft, speaker)
    return
  }

  const answering = compiled ?? chooseFlow(liveIn(draft).live, { text, channelKind: state.channel.kind }, state.past, draft.now)
  const listening = present(answering, outermost)
  const command = commandOf(draft, { content, text, running: compiled, listening })
  if (command) return command()
  const { session } = state
  if (compiled && session?.at) {
    if (session.at.for === 'time') return
    const answer = { kind: 'answer', content } as const
    if (isOfEarlierQuestion(message, session.at)) return askAgain(draft, compiled, answer, earlierQuestion)
    // Written while the greeting was on its way: it begins the chat, and answers nothing.
    if (greeted && isUnseen(message, session.at)) return askAgain(draft, compiled, answer)
    await resumeSession(draft, compiled, answer)
  } else if (answering) {
    await startFlow(draft, answering)
  } else if (onlyThanks && wasClosed) {
    // Nobody is called for it.
    state.status = 'closed'
  } else {
    handOver(draft, { reason: { code: 'no-flow' } })
  }
}

/** What somebody set in the channel's own app is remembered like STOP and START; it is no message, and opens no window. */
function prefers(draft: TurnDraft, what: string): boolean {
  const optedOut = what === 'marketing-stopped' ? true : what === 'marketing-resumed' ? false : undefined
  if (optedOut === undefined) return false
  apply(draft, { kind: 'set-contact', contact: { optedOut } })
  return true
}

/**
 * A choice belongs to the question that offered it, whatever its id and label: one that was offered before the open question was
 * asked answers another. Where the channel does not say which message was tapped, the choice is read by its id and label.
 */
const isOfEarlierQuestion = ({ content, answers }: IncomingMessage, { visitId }: Waiting): boolean =>
  content.kind === 'choice' && answers !== undefined && turnOfSaid(answers) < turnOfVisit(visitId)

/** A text that was written before its writer saw the open question. */
const isUnseen = ({ seen }: IncomingMessage, { visitId }: Waiting): boolean => seen !== undefined && seen < turnOfVisit(visitId)

/** What every message teaches about its sender and the channel's window. */
function meet(draft: TurnDraft, message: IncomingMessage): void {
  const { state } = draft
  const { from } = message
  // Whoever was forgotten is known again by what they write now.
  if (!state.address) state.address = from.address ?? from.externalId
  state.lastInboundAt = draft.now
  state.inbound += 1
  if (!(message.content.kind in asides)) {
    // The vendor counts from when it was sent, and may deliver it hours later.
    const until = draft.world.windows(state.channel.kind).closes(message.at < draft.now ? message.at : draft.now)
    if (until && (!state.windowUntil || until > state.windowUntil)) state.windowUntil = until
  }
  // The number of long ago may be somebody else's by now. An id of the person stays theirs.
  if (from.address && state.address !== from.externalId) moveTo(draft, from.address)
  if (message.thread) state.thread = message.thread
  const learned: { name?: string; phone?: string; email?: string } = {}
  // What this chat did not know itself: what others told of them was read a moment ago.
  const known = draft.before.contact
  if (from.name && !known.name) learned.name = from.name
  if (from.phone && !known.phone) learned.phone = from.phone
  if (from.email && !known.email) learned.email = from.email
  if (learned.name || learned.phone || learned.email) apply(draft, { kind: 'set-contact', contact: learned })
  prove(draft, message)
}

/** What the message shows to be theirs: their own contact that they shared, their account on the shop's own site. */
function prove(draft: TurnDraft, { from, content }: IncomingMessage): void {
  const { state } = draft
  if (content.kind === 'contacts' && from.phone) apply(draft, { kind: 'prove', about: 'phone', value: from.phone, how: 'shared' })
  if (!from.user || state.user !== undefined) return
  state.user = from.user
  apply(draft, { kind: 'prove', about: 'user', value: from.user, how: 'site' })
}

/** The channel tells that a person has other ids from now on: what is said next goes there. */
function become(draft: TurnDraft, becomes?: { externalId?: string; address?: string }): undefined {
  // Of whom everything was deleted nothing is learned before they write themselves.
  const to = draft.state.address && (becomes?.address ?? becomes?.externalId)
  if (to) moveTo(draft, to)
}

/** Writes to `address` from now on. The phone number goes along when it was known by the address. */
function moveTo(draft: TurnDraft, address: string): void {
  const { state } = draft
  if (state.address === address) return
  const known = state.contact.phone !== undefined && state.contact.phone === `+${state.address}`
  state.address = address
  if (known && isNumber.test(address)) apply(draft, { kind: 'set-contact', contact: { phone: `+${address}` } })
}
const isNumber = /^\d{6,15}$/

/** The flows that listen: the one that runs or would answer; last, when others called it, the outermost. */
const present = (...flows: (CompiledFlow | undefined)[]): CompiledFlow[] => flows.filter((flow) => flow !== undefined)
