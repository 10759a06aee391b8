import type { Turn } from '#schemas/turn.ts'
import type { Engine } from '../engine.ts'
import type { NamedProjection, TurnBatch } from '../parts.ts'
import { turnBatch } from './turn-batch.ts'

/** After a failure a lane rests for so many rounds; the others do not. */
const restsFor = 10
/** So many batches may wait for a slow lane with their turns in memory. */
const mostInMemory = 20

/** A batch on its way through the projections. */
export class Passing {
  readonly id: string
  /** The projections still to do; it is done when none is left. */
  readonly left: Set<string>
  readonly done: () => Promise<void>
  readonly #read: () => Promise<Turn[]>
  #batch: Promise<TurnBatch> | undefined
  #noted: number

  /** `turns`: as this process took them; without, they are read. */
  constructor(id: string, left: readonly string[], read: () => Promise<Turn[]>, done: () => Promise<void>, turns?: Turn[]) {
    this.id = id
    this.left = new Set(left)
    this.#noted = left.length
    this.#read = read
    this.done = done
    if (turns) this.#batch = Promise.resolve(turnBatch(id, turns))
  }

  batch(): Promise<TurnBatch> {
    this.#batch ??= this.#read().then((turns) => turnBatch(this.id, turns))
    return this.#batch
  }

  /** It waits for longer: what is still to do is noted, and its turns are read again when they are needed. */
  async waits(note: (id: string, todo: string[]) => Promise<void>): Promise<void> {
    this.#batch = undefined
    const { size } = this.left
    if (size === 0 || size === this.#noted) return
    await note(this.id, [...this.left])
    this.#noted = size
  }
}

/** What goes through every batch: the projections, and whatever else is done for one. */
type Stop = Pick<NamedProjection, 'name' | 'essential' | 'project'>

/**
 * Every projection goes through the batches by itself, in their order. One that fails or is slow holds up no other; what it did not come
 * to is noted in the batch, for whoever takes that over.
 */
export class Lanes {
  readonly #engine: Engine
  readonly #lanes: Lane[]
  /** Told of a failure of those that nobody waits for. */
  readonly #failed: (error: unknown) => void

  constructor(engine: Engine, stops: readonly Stop[], failed: (error: unknown) => void) {
    this.#engine = engine
    this.#lanes = stops.map((stop) => new Lane(engine, stop))
    this.#failed = failed
  }

  add(batch: Passing): void {
    for (const lane of this.#lanes) if (batch.left.has(lane.name)) lane.line.push(batch)
  }

  /**
   * Goes on with all but those that rest, and waits for the essential ones alone: what is only looked at may be later. Rejects when one of
   * them failed, after all of them are through.
   */
  async goOn(): Promise<void> {
    for (const lane of this.#lanes)
      if (!lane.essential && !lane.isUnderWay)
        lane.goOn(true).catch(async (error: unknown) => {
          await this.#note(this.#waiting())
          this.#failed(error)
        })
    const essential = this.#lanes.filter((lane) => lane.essential)
    await this.#settled(essential.map((lane) => lane.goOn(true)))
    const far = this.#lanes.flatMap(({ line }) => line.slice(mostInMemory))
    if (far.length > 0) await this.#note(far)
  }

  /** Goes on with all until none has anything to do. Rejects when one failed, after all others are through. */
  async finish(): Promise<void> {
    await this.#settled(this.#lanes.map((lane) => lane.finish()))
  }

  async #settled(all: Promise<void>[]): Promise<void> {
    const failed = (await Promise.allSettled(all)).find((outcome) => outcome.status === 'rejected')
    if (!failed) return
    await this.#note(this.#waiting())
    throw failed.reason
  }

  #waiting(): Set<Passing> {
    return new Set(this.#lanes.flatMap(({ line }) => line))
  }

  /** Without a note it is all done again, which changes nothing. */
  async #note(some: Iterable<Passing>): Promise<void> {
    const { batches } = this.#engine
    await Promise.allSettled([...some].map((batch) => batch.waits((id, todo) => batches.note(id, todo))))
  }
}

class Lane {
  readonly line: Passing[] = []
  readonly #engine: Engine
  readonly #stop: Stop
  #rests = 0
  #underWay: Promise<void> | undefined

  constructor(engine: Engine, stop: Stop) {
    this.#engine = engine
    this.#stop = stop
  }

  get name(): string {
    return this.#stop.name
  }

  get essential(): boolean {
    return this.#stop.essential === true
  }

  get isUnderWay(): boolean {
    return this.#underWay !== undefined
  }

  /** As far as it comes, once however many ask for it; `patient`: unless it rests. */
  goOn(patient: boolean): Promise<void> {
    this.#underWay ??= this.#goOn(patient).finally(() => {
      this.#underWay = undefined
    })
    return this.#underWay
  }

  /** Until its line is empty. */
  async finish(): Promise<void> {
    await this.#underWay?.catch(() => {})
    while (this.line.length > 0) await this.goOn(false)
  }

  async #goOn(patient: boolean): Promise<void> {
    if (patient && this.#rests-- > 0) return
    this.#rests = 0
    try {
      for (let next = this.line[0]; next; next = this.line[0]) {
        const batch = await next.batch()
        if (batch.turns.length > 0) await this.#stop.project(this.#engine, batch)
        next.left.delete(this.name)
        if (next.left.size === 0) await next.done()
        this.line.shift()
      }
    } catch (error) {
      this.#rests = restsFor
      throw new ProjectionFailed(this.name, error)
    }
  }
}

/** Which projection failed, for the log. */
class ProjectionFailed extends Error {
  constructor(name: string, cause: unknown) {
    super(`the projection of ${name} failed`, { cause })
    this.name = 'ProjectionFailed'
  }
}
