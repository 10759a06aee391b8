import { Counter, Gauge, type Registry } from 'prom-client'
import type { Turn } from '#schemas/turn.ts'
import { timers } from '../store/collections.ts'
import type { Engine } from './engine.ts'

/** What an operator watches of the engine, for `/metrics`. */
export function measureEngine(engine: Engine, register: Registry): void {
  // Counted in plain numbers, for this runs with every turn; the labels are made when somebody asks.
  const turns: Record<Turn['event']['kind'], number> = { message: 0, timer: 0, agent: 0, echo: 0, opened: 0, withdrawal: 0 }
  let said = 0
  engine.taken.add((turn) => {
    turns[turn.event.kind]++
    said += turn.say.length
  })
  new Counter({
    name: 'alur_turns_total',
    help: 'Turns taken, by kind of event.',
    labelNames: ['event'],
    registers: [register],
    collect() {
      this.reset()
      for (const [event, count] of Object.entries(turns)) this.inc({ event }, count)
    },
  })
  new Counter({
    name: 'alur_messages_said_total',
    help: 'Messages said by flows and agents.',
    registers: [register],
    collect() {
      this.reset()
      this.inc(said)
    },
  })
  new Gauge({
    name: 'alur_conversations_busy',
    help: 'Conversations with a turn under way.',
    registers: [register],
    collect() {
      this.set(engine.queue.size)
    },
  })
  new Gauge({
    name: 'alur_turns_unprojected',
    help: 'Turns the lists and counters of this process do not show yet.',
    registers: [register],
    collect() {
      this.set(engine.batches.waiting)
    },
  })
  new Gauge({
    name: 'alur_inbox_parked',
    help: 'Kept messages whose turn failed too often, in the whole store; the next start tries them again.',
    registers: [register],
    async collect() {
      // The rest is worth telling also while the store is away.
      this.set(await engine.inbox.count({ parked: { $gt: '' } }).catch(() => Number.NaN))
    },
  })
  new Gauge({
    name: 'alur_timers_parked',
    help: 'Timers whose turn failed too often, or ended the process, in the whole store; the next start tries them once more.',
    registers: [register],
    async collect() {
      const docs = engine.store.collection(timers)
      this.set(await docs.count({ parked: { $gt: '' } }).catch(() => Number.NaN))
    },
  })
}
