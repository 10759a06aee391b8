import { dayOf } from '#nodes/dates.ts'
import { openingAfter } from '#nodes/opening.ts'
import { advance } from '#runtime/advance.ts'
import { dialects } from '#runtime/channels/dialects.ts'
import { type CompiledFlow, compileFlow } from '#runtime/graph.ts'
import { nextDue } from '#runtime/timers.ts'
import type { TryTurn, TryView } from '#schemas/api/tries.ts'
import type { ContactFacts, ConversationState, VariableValue } from '#schemas/conversation.ts'
import type { Flow } from '#schemas/flow.ts'
import { instantAt } from '#schemas/instant.ts'
import type { ChannelKind, IncomingContent } from '#schemas/message.ts'
import { type TurnEvent, turnId } from '#schemas/turn.ts'
import type { Engine } from '../engine/engine.ts'
import { openingBy } from '../engine/turns/opening-by.ts'
import { AppError } from '../errors.ts'

/**
 * A chat with a draft: the real runtime, a clock of its own, nothing saved and nobody written to. It goes on in the live flows of
 * its workspace, and the services it calls are really called: whoever tries it wants to see what they answer.
 */
interface Try {
  id: string
  workspaceId: string
  userId: string
  compiled: CompiledFlow
  state: ConversationState
  turns: TryTurn[]
  now: number
  touchedAt: number
  /** About what it takes of the process's memory. */
  bytes: number
}

export interface StartTry {
  flowId: string
  flow: Flow
  channelKind: ChannelKind
  language?: string
  contact?: { name?: string; fields?: ContactFacts['fields']; tags?: string[] }
}

const keptMs = 3_600_000
const megabyte = 1024 * 1024
/** What the tries of this process may take; those not used for longest go, of the person who starts another one before anybody's. */
const mostTries = { one: 6 * megabyte, person: { tries: 20, bytes: 16 * megabyte }, all: { tries: 500, bytes: 128 * megabyte } }
const mostTimersAtOnce = 100

/** The tries of this process. */
export class Tries {
  readonly #engine: Engine
  readonly #tries = new Map<string, Try>()
  #count = 0

  constructor(engine: Engine) {
    this.#engine = engine
  }

  /** Where the channel tells that the chat is opened, it is: a flow that greets does. */
  async start(who: { workspaceId: string; userId: string }, what: StartTry, id: string): Promise<TryView> {
    const now = this.#engine.now()
    this.#forgetOld(now)
    const language = what.language ? { language: what.language } : {}
    const made: Try = {
      id,
      ...who,
      compiled: compileFlow(what.flowId, 0, what.flow, this.#engine.registry),
      state: {
        workspaceId: who.workspaceId,
        conversationId: `try${this.#count++}`,
        channel: { id: 'try', kind: what.channelKind },
        address: 'try',
        owner: { kind: 'flow' },
        status: 'open',
        contact: { id: 'try', fields: what.contact?.fields ?? {}, tags: what.contact?.tags ?? [], ...nameOf(what) },
        past: {},
        inbound: 0,
        ...language,
      },
      turns: [],
      now,
      touchedAt: now,
      // A flow made ready to walk takes about as much again.
      bytes: 2 * sizeOf(what.flow),
    }
    this.#tries.set(id, made)
    this.#makeRoom(made)
    if (dialects[what.channelKind].capabilities.tellsOpening)
      await this.#turn(made, { kind: 'opened', day: dayOf(instantAt(now), await this.#engine.timeZones.of(who.workspaceId)) })
    return this.#viewOf(made)
  }

  /** `answers`: the message that offered a tapped choice. */
  async say(
    who: { workspaceId: string; userId: string },
    id: string,
    content: IncomingContent,
    answers?: string,
  ): Promise<TryView | null> {
    const one = this.#find(who, id)
    if (!one) return null
    const at = instantAt(one.now)
    const message = { id: `${one.turns.length}`, channelId: 'try', from: { externalId: 'try' }, at, content, answers }
    await this.#turn(one, { kind: 'message', message })
    return this.#viewOf(one)
  }

  /** Something happens outside. */
  async signal(
    who: { workspaceId: string; userId: string },
    id: string,
    name: string,
    values: Record<string, VariableValue> = {},
  ): Promise<TryView | null> {
    const one = this.#find(who, id)
    if (!one) return null
    await this.#turn(one, { kind: 'signal', id: `${one.turns.length}`, name, values })
    return this.#viewOf(one)
  }

  /** Moves the clock; every timer on the way rings in its order, at its own time. */
  async passTime(who: { workspaceId: string; userId: string }, id: string, seconds: number): Promise<TryView | null> {
    const one = this.#find(who, id)
    if (!one) return null
    const target = one.now + seconds * 1000
    for (let rung = 0; rung < mostTimersAtOnce; rung++) {
      const next = nextDue(one.state)
      if (!next || Date.parse(next.at) > target) break
      one.now = Math.max(one.now, Date.parse(next.at))
      await this.#turn(one, next.event)
    }
    one.now = target
    return this.#viewOf(one)
  }

  end(who: { workspaceId: string; userId: string }, id: string): boolean {
    return this.#find(who, id) ? this.#tries.delete(id) : false
  }

  async #viewOf(one: Try): Promise<TryView> {
    const [{ timeZone = 'UTC' }, calendar] = await Promise.all([
      this.#engine.timeZones.place(one.workspaceId),
      this.#engine.calendars.get(one.workspaceId),
    ])
    const next = calendar && openingAfter({ ...calendar, timeZone }, instantAt(one.now))
    return { ...viewOf(one), ...(next ? { nextOpening: next } : {}) }
  }

  #find(who: { workspaceId: string; userId: string }, id: string): Try | undefined {
    const one = this.#tries.get(id)
    if (one?.workspaceId !== who.workspaceId || one.userId !== who.userId) return undefined
    one.touchedAt = this.#engine.now()
    // The newest last: who goes first is found in this order.
    this.#tries.delete(id)
    this.#tries.set(id, one)
    return one
  }

  async #turn(one: Try, event: TurnEvent): Promise<void> {
    if (one.bytes > mostTries.one) throw new AppError('try-too-large')
    const number = one.turns.length + 1
    const at = instantAt(one.now)
    const began = performance.now()
    const { compiled, workspaceId } = one
    const { flows, timeZones, calendars } = this.#engine
    const [{ timeZone, country }, { reachable }, calendar] = await Promise.all([
      timeZones.place(workspaceId),
      flows.live(workspaceId),
      calendars.get(workspaceId),
    ])
    const result = await advance(one.state, event, {
      turnId: turnId(one.state.conversationId, number),
      now: at,
      world: {
        registry: this.#engine.registry,
        live: [compiled],
        reachable: [compiled, ...reachable.filter(({ flowId }) => flowId !== compiled.flowId)],
        version: (flowId, version) => (flowId === compiled.flowId ? compiled : flows.version(workspaceId, flowId, version)),
        http: (request) => this.#engine.http(request, workspaceId),
        ...(timeZone ? { timeZone } : {}),
        ...(country ? { country } : {}),
        ...(calendar ? { opening: openingBy(calendar, timeZone) } : {}),
        windows: (kind) => dialects[kind].window,
      },
    })
    if ('refused' in result) return
    one.state = result.state
    const ms = Math.round((performance.now() - began) * 10) / 10
    const turn = { number, at, event, steps: result.steps, say: result.say, ms }
    one.turns.push(turn)
    one.bytes += sizeOf(turn)
    this.#makeRoom(one)
  }

  #forgetOld(now: number): void {
    for (const [id, one] of this.#tries) if (now - one.touchedAt > keptMs) this.#tries.delete(id)
  }

  /** Ends the oldest tries of whoever has too many, then of anybody; never the one that is going on. */
  #makeRoom(going: Try): void {
    const isTheirs = ({ userId }: Try): boolean => userId === going.userId
    this.#keepWithin(mostTries.person, going, isTheirs)
    this.#keepWithin(mostTries.all, going, () => true)
  }

  #keepWithin(most: { tries: number; bytes: number }, going: Try, counts: (one: Try) => boolean): void {
    const counted = [...this.#tries.values()].filter(counts)
    let tries = counted.length
    let bytes = counted.reduce((sum, one) => sum + one.bytes, 0)
    for (const one of counted) {
      if (tries <= most.tries && bytes <= most.bytes) return
      if (one === going) continue
      this.#tries.delete(one.id)
      tries -= 1
      bytes -= one.bytes
    }
  }
}

const sizeOf = (kept: object): number => JSON.stringify(kept).length

const nameOf = (what: StartTry): { name?: string } => (what.contact?.name ? { name: what.contact.name } : {})

function viewOf(one: Try): TryView {
  const { state } = one
  const at = state.session?.at
  return {
    id: one.id,
    now: instantAt(one.now),
    turns: one.turns,
    owner: state.owner,
    ...(at
      ? { at: { nodeId: at.nodeId, ...(at.until ? { until: at.until } : {}), ...(at.signal ? { signal: at.signal } : {}) } }
      : {}),
    variables: state.session?.variables ?? {},
    contact: state.contact,
    language: state.language ?? one.compiled.flow.languages.default,
    ended: !state.session && one.turns.length > 0,
  }
}
