import type { Turn } from '#schemas/turn.ts'
import type { Engine } from '../engine.ts'
import type { NamedProjection, TurnBatch } from '../parts.ts'
import { turnBatch } from './turn-batch.ts'

/** After a failure a lane rests for so many rounds; the others do not. */
const restsFor = 10

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
type Stop = Pick<NamedProjection, 'name' | 'project'>

/**
 * Every projection goes through the batches by itself, in their order. One that fails stays where it is and holds up no other; what it
 * did not come to is noted in the batch, for whoever takes that over.
 */
export class Lanes {
  readonly #engine: Engine
  readonly #lanes: Lane[]

  constructor(engine: Engine, stops: readonly Stop[]) {
    this.#engine = engine
    this.#lanes = stops.map((stop) => new Lane(engine, stop))
  }

  add(batch: Passing): void {
    for (const lane of this.#lanes) if (batch.left.has(lane.name)) lane.line.push(batch)
  }

  /** Goes on with all as far as they come; `patient`: but for those that rest. Rejects when one failed, after all others are through. */
  async goOn(patient = false): Promise<void> {
    const outcomes = await Promise.allSettled(this.#lanes.map((lane) => lane.goOn(patient)))
    const failed = outcomes.find((outcome) => outcome.status === 'rejected')
    if (!failed) return
    const { batches } = this.#engine
    const waiting = [...new Set(this.#lanes.flatMap(({ line }) => line))]
    // Without a note it is all done again, which changes nothing.
    await Promise.allSettled(waiting.map((batch) => batch.waits((id, todo) => batches.note(id, todo))))
    throw failed.reason
  }
}

class Lane {
  readonly line: Passing[] = []
  readonly #engine: Engine
  readonly #stop: Stop
  #rests = 0

  constructor(engine: Engine, stop: Stop) {
    this.#engine = engine
    this.#stop = stop
  }

  get name(): string {
    return this.#stop.name
  }

  async goOn(patient: boolean): Promise<void> {
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
