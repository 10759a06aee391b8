import type { TurnView } from '#schemas/api/turns.ts'
import type { Instant } from '#schemas/instant.ts'
import type {
  Choice,
  DeliveryReason,
  DeliveryStatus,
  IncomingContent,
  IncomingMessage,
  OutgoingMessage,
} from '#schemas/message.ts'
import { dayNumber } from '../../ui/format.ts'

/** One thing said. `ends` closes a group of the same speaker: who and when is written under it. */
export interface Said {
  kind: 'said'
  id: string
  at: Instant
  by: 'contact' | 'flow' | 'agent' | 'note'
  /** The node or the person it is from. */
  author?: string
  content: IncomingContent | OutgoingMessage
  /** Of a mail that begins a thread. */
  subject?: string
  /** The number of the turn that a file came with. */
  turn?: number
  /** The option the customer took. */
  chosen?: string
  delivery?: { status: DeliveryStatus; reason?: DeliveryReason }
  ends: boolean
}

/** Something that happened to the chat itself. */
export interface Happening {
  kind: 'happening'
  id: string
  at: Instant
  what:
    | 'flow'
    | 'handed'
    | 'taken'
    | 'taken-over'
    | 'released'
    | 'passed'
    | 'back'
    | 'closed'
    | 'reopened'
    | 'withdrawn'
    | 'assigned'
    | 'waits-again'
    | 'signal'
    | 'undelivered'
    | 'reminds'
    | 'not-reminded'
    | 'reminder'
    | 'case-opened'
    | 'case-quiet'
  flow?: { name: string; version: number }
  team?: string
  who?: string
  /** Who answered until the chat was taken over. */
  from?: string
  /** When a chat that was handed over was taken, by `who`. */
  takenAt?: Instant
  /** To whom a chat was given. */
  to?: string
  /** What happened outside. */
  text?: string
  /** Why a message was not delivered. */
  reason?: DeliveryReason
  /** When somebody is to be reminded. */
  dueAt?: Instant
  /** Of the case that opened or went quiet; and why a chat was closed, in the agent's words. */
  number?: number
  words?: string
}

export type TimelineItem = Said | Happening | { kind: 'day'; id: string; at: Instant }

/** What a thread shows for turns, oldest first. `fromTheStart` says that no older ones exist. */
export function timeline(turns: readonly TurnView[], fromTheStart: boolean): TimelineItem[] {
  const items: (Said | Happening)[] = []
  let asked: Said | undefined
  for (const turn of turns) {
    if (turn.case?.did === 'opened') items.push({ ...happening(turn, 'case-opened', 'case'), number: turn.case.number })
    if (turn.event.kind === 'message') {
      const picked = asked && pickedIn(asked, turn)
      if (asked && picked) asked.chosen = picked
      // A tap on an option shows on the option itself.
      if (!picked || turn.event.message.content.kind !== 'choice') items.push(heard(turn, turn.event.message))
      asked = undefined
    }
    if (turn.event.kind === 'echo') items.push({ ...heard(turn, turn.event.message), by: 'agent' })
    if (turn.event.kind === 'agent') agentActs(items, turn)
    if (turn.event.kind === 'quiet') items.push({ ...happening(turn, 'case-quiet', 'quiet'), number: turn.case?.number ?? 1 })
    if (turn.event.kind === 'withdrawal') items.push(withdrawn(turn, turn.event))
    if (turn.event.kind === 'assign') assigned(items, turn, turn.event)
    if (turn.event.kind === 'signal') items.push({ ...happening(turn, 'signal', 'signal'), text: turn.event.name })
    if (turn.event.kind === 'delivery-failed') items.push(undelivered(turn, turn.event))
    for (const item of flowSpeaks(turn)) {
      items.push(item)
      if (item.kind === 'said' && item.content.kind === 'choices') asked = item
    }
    for (const [i, effect] of turn.effects.entries())
      if (effect.kind === 'remind') items.push({ ...happening(turn, 'reminder', `r${i}`), text: effect.text })
      else if (effect.kind === 'hand-off')
        items.push({
          ...happening(turn, 'handed', `h${i}`),
          ...(effect.team ? { team: turn.names[effect.team] ?? effect.team } : {}),
        })
  }
  closeGroups(items)
  return withDays(items, fromTheStart)
}

/** What the chat says last, by whom: for the live region of a screen reader. */
export const lastHeard = (items: readonly TimelineItem[]): Said | undefined =>
  items.findLast((item): item is Said => item.kind === 'said' && item.by === 'contact')

const heard = (turn: TurnView, { content, thread, replyTo }: IncomingMessage): Said => ({
  kind: 'said',
  id: `${turn.id}.in`,
  at: turn.at,
  by: 'contact',
  content,
  ...(thread?.subject && !replyTo ? { subject: thread.subject } : {}),
  ...(content.kind === 'media' ? { turn: turn.number } : {}),
  ends: true,
})

const happening = (turn: TurnView, what: Happening['what'], id: string): Happening => ({
  kind: 'happening',
  id: `${turn.id}.${id}`,
  at: turn.at,
  what,
})

/** The flow that somebody was in was unpublished, and they were let go or handed over. */
function withdrawn(turn: TurnView, { by, flowId, upTo }: Extract<TurnView['event'], { kind: 'withdrawal' }>): Happening {
  const who = turn.names[by]
  const flow = { name: turn.names[flowId] ?? '', version: upTo }
  return { ...happening(turn, 'withdrawn', 'withdrawn'), flow, ...(who ? { who } : {}) }
}

/** A chat was given to a colleague or a team, or back to where it waits; what was written to them stands below. */
function assigned(
  items: (Said | Happening)[],
  turn: TurnView,
  { by, to, note }: Extract<TurnView['event'], { kind: 'assign' }>,
): void {
  const who = turn.names[by]
  const given = to.kind === 'agent' ? to.agentId : to.team
  const whom = given && (turn.names[given] ?? (to.kind === 'queue' ? given : undefined))
  const what = given ? 'assigned' : 'waits-again'
  items.push({ ...happening(turn, what, 'assign'), ...(who ? { who } : {}), ...(whom ? { to: whom } : {}) })
  if (note) items.push(noted(turn, note, who))
}

const undelivered = (turn: TurnView, { reason }: Extract<TurnView['event'], { kind: 'delivery-failed' }>): Happening => ({
  ...happening(turn, 'undelivered', 'undelivered'),
  ...(reason ? { reason } : {}),
})

function noted(turn: TurnView, text: string, author: string | undefined): Said {
  const content: OutgoingMessage = { kind: 'text', text }
  return { kind: 'said', id: `${turn.id}.note`, at: turn.at, by: 'note', content, ends: true, ...(author ? { author } : {}) }
}

function agentActs(items: (Said | Happening)[], turn: TurnView): void {
  if (turn.event.kind !== 'agent') return
  const { action, agentId } = turn.event
  const name = turn.names[agentId]
  const who = name ? { who: name } : {}
  const before = items.at(-1)
  switch (action.do) {
    case 'note':
      items.push(noted(turn, action.text, name))
      return
    case 'remind':
      items.push({ ...happening(turn, 'reminds', 'remind'), ...who, dueAt: action.at, text: action.text })
      return
    case 'cancel-reminder':
      items.push({ ...happening(turn, 'not-reminded', 'remind'), ...who })
      return
    case 'take':
      if (action.from) {
        const from = turn.names[action.from]
        items.push({ ...happening(turn, 'taken-over', 'take'), ...who, ...(from ? { from } : {}) })
      } else if (before?.kind === 'happening' && before.what === 'handed') Object.assign(before, { ...who, takenAt: turn.at })
      else items.push({ ...happening(turn, 'taken', 'take'), ...who })
      return
    case 'hand-back':
      items.push({ ...happening(turn, 'back', 'back'), ...who })
      return
    case 'close':
      items.push({ ...happening(turn, 'closed', 'close'), ...who, ...(action.reason ? { words: action.reason } : {}) })
      return
    case 'release':
      items.push({ ...happening(turn, 'released', 'release'), ...who })
      return
    case 'pass':
      items.push({ ...happening(turn, 'passed', 'pass'), ...who })
      return
    case 'reopen':
      items.push({ ...happening(turn, 'reopened', 'reopen'), ...who })
      return
    case 'reply':
      return
  }
}

/** What a turn says, and before the first words of a flow that starts here, that it starts. */
function* flowSpeaks(turn: TurnView): Generator<Said | Happening> {
  const starts = turn.steps.filter((step) => step.on === 'enter' && step.nodeType === 'start')
  const starting = function* (until?: string): Generator<Happening> {
    while (starts.length > 0 && (until === undefined || starts.some((step) => step.flowId === until))) {
      const { flowId, version } = starts.shift() as (typeof starts)[number]
      const flow = { name: turn.names[flowId] ?? '', version }
      yield { ...happening(turn, 'flow', `f${starts.length}`), flow }
    }
  }
  for (const { id, by, message, delivery } of turn.say) {
    if (by.kind === 'flow') yield* starting(by.flowId)
    const author = turn.names[by.kind === 'agent' ? by.agentId : `${by.flowId}.${by.nodeId}`]
    yield {
      kind: 'said',
      id,
      at: turn.at,
      by: by.kind,
      content: message,
      ends: true,
      ...(author ? { author } : {}),
      ...(delivery ? { delivery } : {}),
    }
  }
  yield* starting()
}

/** The option of `asked` that a turn answers: tapped, or typed and understood by its node. */
function pickedIn(asked: Said, turn: TurnView): string | undefined {
  const choices: Choice[] = asked.content.kind === 'choices' ? asked.content.choices : []
  const offered = (id: string | undefined) => choices.find((choice) => choice.id === id)?.id
  const content = turn.event.kind === 'message' ? turn.event.message.content : undefined
  const tapped = content?.kind === 'choice' ? offered(content.id) : undefined
  return tapped ?? offered(turn.steps.find((step) => step.on === 'resume')?.output)
}

const groupMs = 60_000

/** Within a minute, what one speaker says belongs together. */
function closeGroups(items: (Said | Happening)[]): void {
  for (const [i, item] of items.entries()) {
    const next = items[i + 1]
    if (item.kind !== 'said' || next?.kind !== 'said') continue
    const same = next.by === item.by && next.author === item.author && next.delivery?.status === item.delivery?.status
    const soon = Date.parse(next.at) - Date.parse(item.at) < groupMs
    item.ends = !(same && soon) || item.delivery?.status === 'failed'
  }
}

/** A line where another day begins; a flow's own line already says its day. */
function withDays(items: (Said | Happening)[], fromTheStart: boolean): TimelineItem[] {
  const all: TimelineItem[] = []
  let day = fromTheStart ? undefined : dayOf(items[0]?.at)
  for (const item of items) {
    const saysDay = item.kind === 'happening' && item.what === 'flow'
    if (dayOf(item.at) !== day && !saysDay) all.push({ kind: 'day', id: `day ${item.id}`, at: item.at })
    day = dayOf(item.at)
    all.push(item)
  }
  return all
}

const dayOf = (at: Instant | undefined): number | undefined => (at ? dayNumber(new Date(at)) : undefined)
