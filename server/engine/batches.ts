import { instantAt } from '#schemas/instant.ts'
import type { Turn } from '#schemas/turn.ts'
import { type BatchDoc, batches } from '../store/collections.ts'
import type { Collection, Store } from '../store/contract.ts'

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

  /** Closes the current batch and hands over its turns once every write in it is decided; undefined when it is empty. */
  async rotate(): Promise<{ id: string; turns: Turn[] } | undefined> {
    if (this.#current.turns.length === 0 && this.#current.pending === 0) return undefined
    const closed = this.#current
    this.#current = this.#next
    this.#next = await this.#open()
    await closed.decided()
    return { id: closed.id, turns: closed.turns }
  }

  /** Everything of it is projected. */
  async done(id: string): Promise<void> {
    await this.#docs.delete({ _id: id })
  }

  /** Batches that a process left behind: opened before `openedBefore` and not this process's own. */
  async leftBehind(openedBefore: string): Promise<string[]> {
    const { items } = await this.#docs.find({ openedAt: { $lt: openedBefore } }, { sort: { openedAt: 1 }, limit: 100 })
    return items.map((doc) => doc._id).filter((id) => !id.startsWith(`${this.#writer}.`))
  }

  /** The two batches kept open are of no use to anyone once this process stops. */
  async close(): Promise<void> {
    await this.#docs.delete({ _id: { $in: [this.#current, this.#next].filter((b) => b.turns.length === 0).map((b) => b.id) } })
  }

  async #open(): Promise<OpenBatch> {
    const id = `${this.#writer}.${(this.#count++).toString(36)}`
    await this.#docs.insert({ _id: id, openedAt: instantAt(this.#now()) })
    return new OpenBatch(id)
  }
}

export class OpenBatch {
  readonly turns: Turn[] = []
  pending = 0
  #resolve: (() => void) | undefined

  constructor(readonly id: string) {}

  saved(turn: Turn): void {
    this.turns.push(turn)
    this.lost()
  }

  lost(): void {
    this.pending--
    if (this.pending === 0) this.#resolve?.()
  }

  decided(): Promise<void> {
    return this.pending === 0 ? Promise.resolve() : new Promise((resolve) => (this.#resolve = resolve))
  }
}
