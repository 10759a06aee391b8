import { Counter, Gauge, type Registry } from 'prom-client'
import type { Engine } from './engine.ts'

/** What an operator watches of the engine, for `/metrics`. */
export function measureEngine(engine: Engine, register: Registry): void {
  const turns = new Counter({
    name: 'alur_turns_total',
    help: 'Turns taken, by kind of event.',
    labelNames: ['event'],
    registers: [register],
  })
  const messages = new Counter({
    name: 'alur_messages_said_total',
    help: 'Messages said by flows and agents.',
    registers: [register],
  })
  engine.taken.add((turn) => {
    turns.inc({ event: turn.event.kind })
    if (turn.say.length > 0) messages.inc(turn.say.length)
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
}
