import { startsOnEvent } from '#nodes/start/matches.ts'
import type { StartConfig } from '#nodes/start/schema.ts'
import { isForgotten } from '#runtime/forget.ts'
import type { ConversationState } from '#schemas/conversation.ts'
import { groupBy } from '#schemas/group-by.ts'
import { instantAt } from '#schemas/instant.ts'
import { chatsOf } from '../chats/index.ts'
import { startDuty } from '../engine/duty.ts'
import type { Engine } from '../engine/engine.ts'
import { signalKey } from '../engine/event-keys.ts'
import { leaseEnd } from '../engine/lease.ts'
import type { Worker } from '../engine/loop.ts'
import { newestState, takeTurn } from '../engine/turns/take-turn.ts'
import { contactsOfPerson, seeEvent } from '../people/index.ts'
import type { Store } from '../store/contract.ts'
import { type EventDoc, events } from './collections.ts'
import { eventIdOf } from './event-key.ts'

const tickMs = 1_000
const atOnce = 32
/** A contact that is not there yet comes with its first turn, in a moment; one that does not come is forgotten. */
const mostTries = 20
const againMs = 500

/** What happened longer ago than this is history: it counts, but starts and wakes nobody any more. */
const stillNewsMs = 24 * 3_600_000
/** A flow that records what starts a flow that records … ends here. */
const mostDepth = 5

/** Counts events, and tells whoever waits for them: after a crash from where it was, each of its steps may be repeated. */
export function startEvents(engine: Engine): Worker {
  // Where the store is this process's alone, whoever had something in hand before it is gone.
  let first = engine.store.alone
  return startDuty(engine, {
    name: 'events',
    failing: 'what happened to people reaches no flow and no segment yet',
    round: async () => {
      const now = instantAt(engine.now())
      if (first) await engine.store.collection(events).updateMany({ todo: { $gt: now } }, { $set: { todo: now } })
      first = false
      return (await workDueEvents(engine)) < atOnce ? tickMs : 0
    },
    listen: (nudge) =>
      engine.store.collection(events).subscribe(({ doc }) => {
        if (doc?.todo && doc.tries === undefined) nudge(0)
      }),
  })
}

/** Goes through the events that are due, those of one person one after the other. How many there were. */
export async function workDueEvents(engine: Engine): Promise<number> {
  const docs = engine.store.collection(events)
  const due = { todo: { $lte: instantAt(engine.now()) } }
  const { items } = await docs.find(due, { sort: { todo: 1 }, limit: atOnce })
  await Promise.all(
    [...groupBy(items, ({ contactId }) => contactId).values()].map(async (line) => {
      for (const event of line) await workOne(engine, event)
    }),
  )
  return items.length
}

async function workOne(engine: Engine, found: EventDoc): Promise<void> {
  const docs = engine.store.collection(events)
  const { _id, todo } = found
  const change = { $set: { todo: leaseEnd(engine.now()) }, $inc: { tries: 1 } }
  const event = await docs.update(_id, change, { todo: todo as string })
  if (!event) return
  if (!(await seeEvent(engine.store, event, (ids) => stillOpen(engine.store, ids)))) {
    if ((event.tries ?? 0) >= mostTries) return void (await docs.delete({ _id }))
    await docs.update(_id, { $set: { todo: instantAt(engine.now() + againMs) } }, { todo: event.todo as string })
    return
  }
  if (engine.now() - Date.parse(event.at) <= stillNewsMs && (event.depth ?? 0) < mostDepth) await tell(engine, event)
  await docs.update(_id, { $unset: ['todo', 'tries'] })
}

/** Which of these events are not gone through to their end. */
async function stillOpen(store: Store, ids: string[]): Promise<string[]> {
  const found = await store.collection(events).getMany(ids)
  return found.flatMap(({ _id, todo }) => (todo === undefined ? [] : [_id]))
}

/** Every chat of the person that waits for it goes on; where none does, a flow may begin with it in the chat they used last. */
async function tell(engine: Engine, event: EventDoc): Promise<void> {
  const { workspaceId, type, contactId } = event
  const people = await contactsOfPerson(engine.store, workspaceId, contactId)
  const chats = (await Promise.all(people.map((id) => chatsOf(engine.store, workspaceId, id)))).flat()
  const states = await Promise.all(chats.map(async ({ _id }) => (await newestState(engine, _id))?.state))
  const there = states.filter((state): state is ConversationState => state !== undefined && !isForgotten(state))
  for (const state of there) if (waitsFor(state, event)) await signal(engine, event, state)
  const last = there.toSorted((a, b) => ((a.lastInboundAt ?? '') < (b.lastInboundAt ?? '') ? 1 : -1))[0]
  if (!last || waitsFor(last, event)) return
  const { starting } = await engine.flows.live(workspaceId)
  const begins = starting.some(
    ({ start }) => start && startsOnEvent(start.data.config as unknown as StartConfig, type, last.channel.kind),
  )
  if (begins) await signal(engine, event, last)
}

/** Not what came to wait for it after it was told: that waits for the next. */
function waitsFor({ owner, session }: ConversationState, { type, toldAt, source }: EventDoc): boolean {
  const waiting = session?.at
  if (owner.kind !== 'flow' || waiting?.signal !== type) return false
  return source === 'api' ? waiting.enteredAt <= toldAt : waiting.enteredAt < toldAt
}

async function signal(engine: Engine, event: EventDoc, { conversationId }: ConversationState): Promise<void> {
  const { type, data, depth } = event
  const id = eventIdOf(event)
  await engine.queue.run(conversationId, {
    run: (network) =>
      takeTurn(engine, {
        conversationId,
        event: { kind: 'signal', id, name: type, values: data, starts: true, ...(depth ? { depth } : {}) },
        inboundKey: signalKey(id, conversationId),
        looksFirst: true,
        network,
      }),
  })
}
