import { dayOf } from '#nodes/dates.ts'
import { openingAfter } from '#nodes/opening.ts'
import { dialects } from '#runtime/channels/dialects.ts'
import { firstState } from '#runtime/first-state.ts'
import { type CompiledFlow, compileFlow } from '#runtime/graph.ts'
import { SimulatedChat, type SimulatedTurn } from '#runtime/simulated-chat.ts'
import type { World } from '#runtime/turn-draft.ts'
import type { TryTurn, TryView } from '#schemas/api/tries.ts'
import type { ContactFacts, VariableValue } from '#schemas/conversation.ts'
import type { Flow } from '#schemas/flow.ts'
import { instantAt } from '#schemas/instant.ts'
import type { ChannelKind, IncomingContent } from '#schemas/message.ts'
import type { Engine } from '../engine/engine.ts'
import { worldIn } from '../engine/turns/world-in.ts'
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
  chat: SimulatedChat
  turns: TryTurn[]
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
    const compiled = compileFlow(what.flowId, 0, what.flow, this.#engine.registry)
    const message = { channelId: 'try', from: { externalId: 'try' } }
    const begins = { workspaceId: who.workspaceId, channelKind: what.channelKind, message }
    const { contact, ...state } = firstState(`try${this.#count++}`, 'try', begins)
    const { fields = {}, tags = [] } = what.contact ?? {}
    if (what.language) state.language = what.language
    const made: Try = {
      id,
      ...who,
      compiled,
      chat: new SimulatedChat({
        state: { ...state, contact: { ...contact, fields, tags, ...nameOf(what) } },
        now,
        world: () => this.#worldOf(who.workspaceId, compiled),
      }),
      turns: [],
      touchedAt: now,
      // A flow made ready to walk takes about as much again.
      bytes: 2 * sizeOf(what.flow),
    }
    this.#tries.set(id, made)
    this.#makeRoom(made)
    if (dialects[what.channelKind].capabilities.tellsOpening)
      await this.#turn(made, async (chat) => {
        return chat.take({ kind: 'opened', day: dayOf(instantAt(now), await this.#engine.timeZones.of(who.workspaceId)) })
      })
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
    await this.#turn(one, (chat) => chat.hears(content, answers))
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
    await this.#turn(one, (chat) => chat.take({ kind: 'signal', id: `${one.turns.length}`, name, values }))
    return this.#viewOf(one)
  }

  /** Moves the clock; every timer on the way rings in its order, at its own time. */
  async passTime(who: { workspaceId: string; userId: string }, id: string, seconds: number): Promise<TryView | null> {
    const one = this.#find(who, id)
    if (!one) return null
    const passing = one.chat.timePasses(seconds)
    const ring = async () => (await passing.next()).value ?? { refused: 'nothing-to-do' }
    for (let rung = true; rung; ) rung = await this.#turn(one, ring)
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
    const next = calendar && openingAfter({ ...calendar, timeZone }, instantAt(one.chat.now))
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

  /** The workspace as it is, but that the draft alone answers. */
  async #worldOf(workspaceId: string, compiled: CompiledFlow): Promise<World> {
    const world = await worldIn(this.#engine, workspaceId)
    const others = world.reachable?.filter(({ flowId }) => flowId !== compiled.flowId) ?? []
    return {
      ...world,
      live: [compiled],
      reachable: [compiled, ...others],
      version: (flowId, version) => (flowId === compiled.flowId ? compiled : world.version(flowId, version)),
      // Whoever was moved out of a flow was not in this one.
      withdrawn: undefined,
    }
  }

  async #turn(one: Try, take: (chat: SimulatedChat) => Promise<SimulatedTurn | { refused: string }>): Promise<boolean> {
    if (one.bytes > mostTries.one) throw new AppError('try-too-large')
    const began = performance.now()
    const taken = await take(one.chat)
    if ('refused' in taken) return false
    const { number, at, event, steps, say } = taken
    const turn = { number, at, event, steps, say, ms: Math.round((performance.now() - began) * 10) / 10 }
    one.turns.push(turn)
    one.bytes += sizeOf(turn)
    this.#makeRoom(one)
    return true
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
  const { state, now } = one.chat
  const at = state.session?.at
  return {
    id: one.id,
    now: instantAt(now),
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
