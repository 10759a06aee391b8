import type { ConversationState } from '#schemas/conversation.ts'
import { type Instant, instantAt } from '#schemas/instant.ts'
import type { IncomingContent } from '#schemas/message.ts'
import { type TurnEvent, turnId } from '#schemas/turn.ts'
import { type Advance, advance } from './advance.ts'
import type { Refusal } from './refusal.ts'
import { nextDue } from './timers.ts'
import type { World } from './turn-draft.ts'

export interface SimulatedTurn extends Advance {
  number: number
  at: Instant
  event: TurnEvent
}

/** Of a chat that rings without end, no more at once. */
const mostTimersAtOnce = 100

/** One chat that is nowhere: the real runtime, a clock that moves when it is told, nothing saved and nobody written to. */
export class SimulatedChat {
  state: ConversationState
  /** In ms since 1970. */
  now: number
  /** How many turns were taken. */
  taken = 0
  readonly #who: string
  readonly #world: () => World | Promise<World>

  /** `world` is asked for each turn. */
  constructor({ state, now, world }: { state: ConversationState; now: number; world: () => World | Promise<World> }) {
    this.state = state
    this.now = now
    this.#who = state.address
    this.#world = world
  }

  /** Whoever chats writes, or taps; `answers` is the message that offered a tapped choice. */
  hears(content: IncomingContent, answers?: string): Promise<SimulatedTurn | Refusal> {
    const from = { externalId: this.#who }
    const message = { id: `m${this.taken}`, channelId: this.state.channel.id, from, at: instantAt(this.now), content, answers }
    return this.take({ kind: 'message', message })
  }

  /** Moves the clock; every timer on the way rings in its order, at its own time. */
  async *timePasses(seconds: number): AsyncGenerator<SimulatedTurn> {
    const target = this.now + seconds * 1000
    for (let rung = 0; rung < mostTimersAtOnce; rung++) {
      const next = nextDue(this.state)
      if (!next || Date.parse(next.at) > target) break
      this.now = Math.max(this.now, Date.parse(next.at))
      const taken = await this.take(next.event)
      if (!('refused' in taken)) yield taken
    }
    this.now = target
  }

  async take(event: TurnEvent): Promise<SimulatedTurn | Refusal> {
    const number = this.taken + 1
    const at = instantAt(this.now)
    const how = { turnId: turnId(this.state.conversationId, number), now: at, world: await this.#world() }
    const result = await advance(this.state, event, how)
    if ('refused' in result) return result
    this.taken = number
    this.state = result.state
    return { ...result, number, at, event }
  }
}
