import { instantAt } from '#schemas/instant.ts'
import type { Turn } from '#schemas/turn.ts'
import { type BatchDoc, batches } from '../store/collections.ts'
import type { Collection, Once, Store } from '../store/contract.ts'

/** How often the two open batches say that their process lives. */
const renewMs = 10_000

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
  #count = 0
  #current!: OpenBatch
  #next!: OpenBatch

  constructor(store: Store, writer: string, now: () => number) {
    this.#docs = store.collection(batches)
    this.#writer = writer
    this.#now = now
  }

  async start(): Promise<void> {
    this.#current = await this.#open()
    this.#next = await this.#open()
  }

  /** The batch a turn being saved joins. Call `saved` or `lost` on it when the write is decided. */
  join(): OpenBatch {
    this.#current.pending++
    return this.#current
  }

  /** Turns waiting to be projected by this process. */
  get waiting(): number {
    return this.#current.turns.length
  }

  /** Closes the current batch and hands it over once every write in it is decided; undefined when it is empty. */
  async rotate(): Promise<ClosedBatch | undefined> {
    if (this.#current.isEmpty) {
      await this.#renew()
      return undefined
    }
    const opened = await this.#open()
    const closed = this.#current
    this.#current = this.#next
    this.#next = opened
    await closed.decided()
    return closed
  }

  /** Everything of it is projected. */
  async done(id: string): Promise<void> {
    await this.#docs.delete({ _id: id })
  }

  /** Batches that a process left behind, oldest first: opened before `openedBefore` and not this process's own. */
  async leftBehind(openedBefore: string): Promise<string[]> {
    const { items } = await this.#docs.find({ openedAt: { $lt: openedBefore } }, { sort: { openedAt: 1 }, limit: 100 })
    return items.map((doc) => doc._id).filter((id) => !id.startsWith(`${this.#writer}.`))
  }

  /** The two batches kept open are of no use to anyone once this process stops. */
  async close(): Promise<void> {
    await this.#docs.delete({ _id: { $in: [this.#current, this.#next].filter((b) => b.turns.length === 0).map((b) => b.id) } })
  }

  async #open(): Promise<OpenBatch> {
    const now = this.#now()
    const id = `${this.#writer}.${String(this.#count++).padStart(numberLength, '0')}`
    await this.#docs.insert({ _id: id, openedAt: instantAt(now) })
    return new OpenBatch(id, now)
  }

  /** In a quiet hour the open batches grow old, and others must not take them for left behind. */
  async #renew(): Promise<void> {
    const now = this.#now()
    if (now - this.#current.renewedAt < renewMs) return
    const open = [this.#current, this.#next]
    await Promise.all(open.map(({ id }) => this.#docs.put({ _id: id, openedAt: instantAt(now) })))
    for (const batch of open) batch.renewedAt = now
  }
}

const numberLength = 12

/** A writer's batches are counted in the order of their numbers, by whoever does it: see `Collection.increment`. */
export function batchNumber(id: string): Once {
  const dot = id.lastIndexOf('.')
  return { series: id.slice(0, dot), number: Number(id.slice(dot + 1)) }
}

export class OpenBatch implements ClosedBatch {
  readonly turns: Turn[] = []
  pending = 0
  doubted = false
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
