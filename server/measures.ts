import { Counter, Gauge, type Registry } from 'prom-client'
import type { Turn } from '#schemas/turn.ts'
import { countOutOfOrder } from './channels/index.ts'
import { timers } from './engine/collections.ts'
import type { Engine } from './engine/engine.ts'
import { deliveries } from './outbox/collections.ts'

/** What is counted elsewhere, in plain numbers since the start. */
export interface Tallies {
  /** By what came of them: a message has several when it is drawn in parts, or tried again. */
  sends: Readonly<Record<'accepted' | 'again' | 'failed', number>>
  /** Answers by the class of their status, such as 5xx. */
  answers: Readonly<Record<string, number>>
}

/** What an operator watches of the engine and what is around it, for `/metrics`. */
export function measureEngine(engine: Engine, { sends, answers }: Tallies, register: Registry): void {
  // Counted in plain numbers, for this runs with every turn; the labels are made when somebody asks.
  const turns: Record<Turn['event']['kind'], number> = {
    message: 0,
    timer: 0,
    due: 0,
    agent: 0,
    echo: 0,
    opened: 0,
    quiet: 0,
    withdrawal: 0,
    send: 0,
    begin: 0,
    signal: 0,
    assign: 0,
    'delivery-failed': 0,
  }
  let said = 0
  engine.turnListeners.add((turn) => {
    turns[turn.event.kind]++
    said += turn.say.length
  })
  const counter = (name: string, help: string, count: () => number): void => {
    new Counter({
      name,
      help,
      registers: [register],
      collect() {
        this.reset()
        this.inc(count())
      },
    })
  }
  const counters = (name: string, help: string, label: string, counts: Readonly<Record<string, number>>): void => {
    new Counter({
      name,
      help,
      labelNames: [label],
      registers: [register],
      collect() {
        this.reset()
        for (const [value, count] of Object.entries(counts)) this.inc({ [label]: value }, count)
      },
    })
  }
  const gauge = (name: string, help: string, ask: () => number | Promise<number>): void => {
    new Gauge({
      name,
      help,
      registers: [register],
      async collect() {
        // The rest is worth telling also while the store is away.
        const asked = async () => ask()
        this.set(await asked().catch(() => Number.NaN))
      },
    })
  }
  const { inbox, store } = engine
  const parked = { parked: { $gt: '' } }

  counters('alur_turns_total', 'Turns taken, by kind of event.', 'event', turns)
  counter('alur_messages_said_total', 'Messages said by flows and agents.', () => said)
  counters(
    'alur_sends_total',
    'Messages handed to vendors, by what came of it: accepted, to be tried again, or failed for good.',
    'result',
    sends,
  )
  counters('alur_answers_total', 'Requests answered, by class of status: 5xx are for you to look into.', 'status', answers)
  counter(
    'alur_writes_refused_total',
    'Writes that the store did not take, such as on a full disk.',
    () => store.refusals().count,
  )
  const byDuty = (count: 'rounds' | 'failures') =>
    new Counter({
      name: `alur_duty_${count}_total`,
      help: count === 'rounds' ? 'Rounds of what is done again and again.' : 'Rounds that failed; the log says why.',
      labelNames: ['duty'],
      registers: [register],
      collect() {
        this.reset()
        for (const [duty, tally] of engine.duties) this.inc({ duty }, tally[count])
      },
    })
  byDuty('rounds')
  byDuty('failures')
  gauge('alur_conversations_busy', 'Conversations with a turn under way.', () => engine.queue.size)
  gauge('alur_turns_unprojected', 'Turns the lists and counters of this process do not show yet.', () => engine.batches.waiting)
  gauge('alur_inbox_kept', 'Acknowledged messages whose turn is still to be taken, in the whole store.', () => inbox.count({}))
  gauge(
    'alur_inbox_parked',
    'Kept messages whose turn failed too often, in the whole store; the next start tries them again.',
    () => inbox.count(parked),
  )
  gauge('alur_timers_set', 'Timers that wait to ring, in the whole store.', () => store.collection(timers).count({}))
  gauge(
    'alur_timers_parked',
    'Timers whose turn failed too often, or ended the process, in the whole store; the next start tries them once more.',
    () => store.collection(timers).count(parked),
  )
  gauge('alur_channels_out_of_order', 'Channels through which nothing goes out, in the whole store.', () =>
    countOutOfOrder(store),
  )
  gauge('alur_deliveries_waiting', 'Messages that are to be sent, or sent again, in the whole store.', () =>
    store.collection(deliveries).count({ dueAt: { $gt: '' } }),
  )
}
