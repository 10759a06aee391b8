import { advance } from '#runtime/advance.ts'
import { NeedsNetwork } from '#runtime/errors.ts'
import { isForgotten } from '#runtime/forget.ts'
import { unreadOf } from '#runtime/read-person.ts'
import type { Refusal } from '#runtime/refusal.ts'
import type { FoldedContact } from '#schemas/contact-entry.ts'
import type { ConversationState } from '#schemas/conversation.ts'
import { instantAt } from '#schemas/instant.ts'
import { idsOfTurns, type Turn, type TurnEvent, turnId } from '#schemas/turn.ts'
import { UniqueViolation } from '../../store/contract.ts'
import type { Engine } from '../engine.ts'
import type { EventKey } from '../event-keys.ts'
import { ConversationGone } from './in-conversation-of.ts'
import { marksOf } from './marks.ts'
import { worldIn } from './world-in.ts'

/** What became of an event. */
export type TurnResult =
  | { kind: 'turn'; turn: Turn }
  /** This inbound key already has a turn: the provider sent the message again. */
  | { kind: 'duplicate'; turn: Turn }
  | ({ kind: 'refused' } & Refusal)

export interface TurnRequest {
  conversationId: string
  event: TurnEvent
  /** Of what comes from outside: see `event-keys.ts`. */
  inboundKey?: EventKey
  /** Its key is looked for first: what would be refused by now, or calls out, is not even begun a second time. */
  looksFirst?: true
  /**
   * The state before the first turn, for a conversation that may be new; asked only when it is. In one that was deleted such a turn is not
   * taken: it throws `ConversationGone`.
   */
  first?: () => Promise<ConversationState>
  /** Told when a node calls out, before it waits. Without it a node that wants the network throws `NeedsNetwork` and nothing is saved. */
  network?: (() => void) | undefined
}

/** Events that no customer has just caused. */
export const unasked: ReadonlySet<TurnEvent['kind']> = new Set(['timer', 'due', 'signal', 'send', 'begin'])

/** A turn that loses its number to another process is taken again from the newer state, this many times. */
const mostTries = 50

/**
 * Takes one turn and saves it: load the newest state, advance, insert under the next number. Durable when it resolves.
 * Callers hold the conversation's place in `engine.queue`; against other processes the number's uniqueness decides.
 */
export async function takeTurn(engine: Engine, what: TurnRequest): Promise<TurnResult> {
  const { conversationId, event, inboundKey } = what
  if (what.looksFirst && inboundKey) {
    const turn = await turnOf(engine, inboundKey)
    if (turn) return { kind: 'duplicate', turn }
  }
  for (let tries = 0; tries < mostTries; tries++) {
    const before = engine.newest.get(conversationId) ?? (await newestState(engine, conversationId))
    // Its ids lead elsewhere from now on, or will.
    if (before && what.first && isForgotten(before.state)) throw new ConversationGone()
    if (!before && !what.first) return { kind: 'refused', refused: 'nothing-to-do', owner: { kind: 'flow' } }
    const number = (before?.number ?? 0) + 1
    const state = before?.state ?? (await (what.first as () => Promise<ConversationState>)())
    const id = turnId(conversationId, number)
    const now = instantAt(engine.now())

    // What others told of them; and whether they said STOP, where nobody waits for the turn.
    const looked = readsPerson(event) ? seen(engine, state, event) : undefined
    const person = looked instanceof Promise ? await looked : looked

    // A handler may turn a failed call into its error output; that the network was wanted still counts.
    let wanted = false
    const { network } = what
    const callsOut = (): void => {
      wanted ||= !network
      if (!network) throw new NeedsNetwork()
      network()
      for (const told of engine.callListeners) told(state, event)
    }
    const found = worldIn(engine, state.workspaceId, callsOut)
    const world = found instanceof Promise ? await found : found
    world.person = person
    const result = await advance(state, event, { turnId: id, now, world })
    if (wanted) throw new NeedsNetwork()
    if ('refused' in result) {
      // The remembered state may be older than another process's newest; look again before saying no.
      if (tries === 0 && engine.newest.delete(conversationId)) continue
      return { kind: 'refused', ...result }
    }

    const joined = engine.batches.join()
    const batch = joined instanceof Promise ? await joined : joined
    const marks = marksOf({ steps: result.steps, event, state: result.state })
    const turn: Turn = {
      _id: id,
      workspaceId: state.workspaceId,
      number,
      at: now,
      event,
      inboundKey,
      steps: result.steps,
      say: result.say,
      effects: result.effects,
      case: result.case,
      opening: result.opening,
      place: result.place,
      live: result.live,
      noTeam: result.noTeam,
      asked: result.asked && engine.sealing.seal(state.workspaceId, result.asked),
      state: result.state,
      person,
      batch: batch.id,
      marks: marks.length > 0 ? marks : undefined,
    }
    try {
      await engine.turns.insert(turn)
    } catch (error) {
      engine.newest.delete(conversationId)
      if (!(error instanceof UniqueViolation)) {
        batch.unsure()
        throw error
      }
      batch.lost()
      const known = inboundKey && (await turnOf(engine, inboundKey))
      if (known) return { kind: 'duplicate', turn: known }
      continue
    }
    engine.newest.set(conversationId, { number, state: turn.state })
    try {
      for (const told of engine.turnListeners) {
        const work = told(turn)
        if (work) batch.hold(work)
      }
    } catch (error) {
      // Who was to be told after it was not: the batch is looked at again.
      batch.unsure()
      throw error
    }
    batch.saved(turn)
    return { kind: 'turn', turn }
  }
  throw new Error(`conversation ${conversationId} changed ${mostTries} times while one turn was taken`)
}

/** Events after which a flow may go on: it reads what is known. */
const readsPerson = (event: TurnEvent): boolean =>
  unasked.has(event.kind) ||
  event.kind === 'message' ||
  event.kind === 'opened' ||
  (event.kind === 'agent' && event.action.do === 'hand-back')

/** What the state of a conversation does not know of its person; undefined where it knows everything. */
function seen(engine: Engine, state: ConversationState, event: TurnEvent): Turn['person'] | Promise<Turn['person'] | undefined> {
  const known = engine.people.known(state.workspaceId, state.contact.id)
  const unread = (person: FoldedContact | undefined) => person && unreadOf(state, person)
  if (unasked.has(event.kind))
    return stopped(engine, state).then(async (stop) => {
      const read = unread(await known)
      return stop || read ? { ...read, ...stop } : undefined
    })
  return known instanceof Promise ? known.then(unread) : unread(known)
}

/** That they said STOP on another channel, as the store knows it now. */
async function stopped({ people }: Engine, { workspaceId, contact }: ConversationState): Promise<Turn['person']> {
  if (contact.optedOut || (await people.stoppedAt(workspaceId, contact.id)) === undefined) return undefined
  return { optedOut: true }
}

/** The turn an event was taken in, if it was. */
export async function turnOf(engine: Engine, inboundKey: EventKey): Promise<Turn | undefined> {
  return (await engine.turns.find({ inboundKey }, { limit: 1 })).items[0]
}

/** The newest turn of a conversation, if it has any. */
export async function newestTurn(engine: Engine, conversationId: string): Promise<Turn | undefined> {
  return (await engine.turns.find({ _id: idsOfTurns(conversationId) }, { sort: { _id: -1 }, limit: 1 })).items[0]
}

/** The newest turn's number and state: one range read on the primary keys, for the first turns of a deleted chat are not there. */
export async function newestState(
  engine: Engine,
  conversationId: string,
): Promise<{ number: number; state: ConversationState } | undefined> {
  const newest = await newestTurn(engine, conversationId)
  if (!newest) return undefined
  const known = { number: newest.number, state: newest.state }
  engine.newest.set(conversationId, known)
  return known
}
