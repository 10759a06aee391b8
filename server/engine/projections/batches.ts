import { groupBy } from '#schemas/group-by.ts'
import { type Instant, instantAt } from '#schemas/instant.ts'
import type { Turn } from '#schemas/turn.ts'
import type { Collection, Once, Store } from '../../store/contract.ts'
import { findAll } from '../../store/find-all.ts'
import { type BatchDoc, batches } from '../collections.ts'

/** How often the batches of a process say that it lives. */
const renewMs = 10_000
/** A batch that has not said so for longer is asked after before a turn joins it: somebody may have taken it over. */
const mostUnrenewedMs = 15_000

/** A batch that takes no more turns. */
export interface ClosedBatch {
  id: string
  turns: Turn[]
  /** A write failed of which nobody knows whether it was done: the store has to be asked for the turns and their deliveries. */
  doubted: boolean
}

/**
 * Which turns are projected together. A turn names its batch when it is saved, and the batch's own document is durable before
 * that: so a crash at any point leaves either nothing to do or a batch that can be found and projected again.
 */
export class Batches {
  readonly #docs: Collection<BatchDoc>
  readonly #writer: string
  readonly #now: () => number
  /** Opened and not done: the two that take turns, and what stands in line. */
  readonly #own = new Map<string, OpenBatch>()
  #count = 0
  #current!: OpenBatch
  #next!: OpenBatch
  readonly #closed: OpenBatch[] = []
  #timer: NodeJS.Timeout | undefined
  #renewing: Promise<void> | undefined
  #turning: Promise<void> | undefined
  /** What was seen of other processes: their newest renewal, and since when it stands there. */
  #seen = new Map<string, { renewedAt: Instant; since: number }>()

  constructor(store: Store, writer: string, now: () => number) {
    this.#docs = store.collection(batches)
    this.#writer = writer
    this.#now = now
  }

  async start(): Promise<void> {
    ;[this.#current, this.#next] = await Promise.all([this.#open(), this.#open()])
    // By itself, whatever else waits for the store. What fails is noticed by whoever joins.
    this.#timer = setInterval(() => this.renew().catch(() => {}), renewMs).unref()
  }

  /** The batch a turn being saved joins. Call `saved` or `lost` on it when the write is decided. */
  join(): OpenBatch | Promise<OpenBatch> {
    const batch = this.#current
    if (batch.taken || this.#now() - batch.renewedAt > mostUnrenewedMs) return this.renew().then(() => this.join())
    batch.pending++
    return batch
  }

  /** Turns waiting to be projected by this process. */
  get waiting(): number {
    return this.#current.turns.length
  }

  /** How many processes take turns at this store, as `leftBehind` saw it last: one that died is among them for a while. */
  get processes(): number {
    return this.#seen.size + 1
  }

  /** Closes the current batch and hands over what is closed, in order, once every write in it is decided. */
  async rotate(): Promise<ClosedBatch[]> {
    if (!this.#current.isEmpty) await this.#openNext()
    const closed = [...this.#closed]
    await Promise.all(closed.map((batch) => batch.decided()))
    return this.#closed.splice(0, closed.length)
  }

  /** Everything of it is projected. */
  async done(id: string): Promise<void> {
    await this.#docs.delete({ _id: id })
    this.#own.delete(id)
  }

  /** What is still to do of a batch: whoever takes it over does that alone. */
  async note(id: string, todo: string[]): Promise<void> {
    await this.#docs.update(id, { $set: { todo } })
  }

  /** Says that this process lives. A batch that somebody took over meanwhile takes no more turns here. */
  renew(): Promise<void> {
    this.#renewing ??= this.#renewAll().finally(() => {
      this.#renewing = undefined
    })
    return this.#renewing
  }

  /**
   * What other processes left behind: nothing of theirs was renewed for so long. By this process's own clock, for two clocks
   * differ. A list for each of them, in the order of its numbers, to be taken over one after the other.
   */
  async leftBehind(afterMs: number): Promise<BatchDoc[][]> {
    const now = this.#now()
    const others = groupBy(await findAll(this.#docs, {}, { _id: 1 }), ({ _id }) => batchNumber(_id).series)
    others.delete(this.#writer)
    const before = this.#seen
    this.#seen = new Map()
    const left: BatchDoc[][] = []
    for (const [writer, line] of others) {
      const renewedAt = line.reduce((newest, { openedAt }) => (openedAt > newest ? openedAt : newest), '')
      const known = before.get(writer)
      const seen = known?.renewedAt === renewedAt ? known : { renewedAt, since: now }
      this.#seen.set(writer, seen)
      if (now - seen.since >= afterMs) left.push(line)
    }
    return left
  }

  /** Whether it is this process's to project now. Not when its own renewed it after all, or another took it over. */
  async claim({ _id, openedAt }: BatchDoc): Promise<boolean> {
    return (await this.#docs.update(_id, { $set: { openedAt: instantAt(this.#now()) } }, { openedAt })) !== null
  }

  /** The two batches kept open are of no use to anyone once this process stops. */
  async close(): Promise<void> {
    clearInterval(this.#timer)
    await this.#renewing?.catch(() => {})
    await this.#docs.delete({ _id: { $in: [this.#current, this.#next].filter((b) => b.turns.length === 0).map((b) => b.id) } })
  }

  async #open(): Promise<OpenBatch> {
    const now = this.#now()
    const id = batchId({ series: this.#writer, number: this.#count++ })
    await this.#docs.insert({ _id: id, openedAt: instantAt(now) })
    const batch = new OpenBatch(id, now)
    this.#own.set(id, batch)
    return batch
  }

  /** Closes the current batch. One at a time, for turns are counted in the order of the numbers. */
  #openNext(): Promise<void> {
    this.#turning ??= this.#open()
      .then((opened) => {
        this.#closed.push(this.#current)
        this.#current = this.#next
        this.#next = opened
      })
      .finally(() => {
        this.#turning = undefined
      })
    return this.#turning
  }

  async #renewAll(): Promise<void> {
    const now = this.#now()
    const renewed = async (batch: OpenBatch): Promise<void> => {
      const here = { openedAt: instantAt(batch.renewedAt) }
      if (await this.#docs.update(batch.id, { $set: { openedAt: instantAt(now) } }, here)) batch.renewedAt = now
      else batch.taken = true
    }
    await Promise.all([...this.#own.values()].map(renewed))
    while (this.#current.taken || this.#next.taken) await this.#openNext()
  }
}

const numberLength = 12

/** Such as `mb1x2y3zabc.000000000012`. */
export const batchId = ({ series, number }: Once): string => `${series}.${String(number).padStart(numberLength, '0')}`

/** A writer's batches are counted in the order of their numbers, by whoever does it: see `Collection.increment`. */
export function batchNumber(id: string): Once {
  const dot = id.lastIndexOf('.')
  return { series: id.slice(0, dot), number: Number(id.slice(dot + 1)) }
}

export class OpenBatch implements ClosedBatch {
  readonly turns: Turn[] = []
  pending = 0
  doubted = false
  /** By another process, for which this one looked dead: it takes no more turns. */
  taken = false
  #resolve: (() => void) | undefined

  constructor(
    readonly id: string,
    public renewedAt: number,
  ) {}

  get isEmpty(): boolean {
    return this.turns.length === 0 && this.pending === 0 && !this.doubted
  }

  saved(turn: Turn): void {
    this.turns.push(turn)
    this.lost()
  }

  /** The write was refused, and nothing of it is there. */
  lost(): void {
    this.pending--
    if (this.pending === 0) this.#resolve?.()
  }

  /** The write failed; whether it was done is not known. */
  unsure(): void {
    this.doubted = true
    this.lost()
  }

  /** Is not handed over before this work for one of its turns is done. */
  hold(work: Promise<unknown>): void {
    this.pending++
    work.then(
      () => this.lost(),
      () => this.unsure(),
    )
  }

  decided(): Promise<void> {
    return this.pending === 0 ? Promise.resolve() : new Promise((resolve) => (this.#resolve = resolve))
  }
}
