import { type Amounts, byGrain, count } from '#runtime/metrics/count.ts'
import { groupBy } from '#schemas/group-by.ts'
import type { Turn } from '#schemas/turn.ts'
import type { Engine } from '../engine/engine.ts'
import { batchId, batchNumber } from '../engine/projections/batches.ts'
import { pagesOf } from '../store/find-all.ts'
import type { Begun } from './collections.ts'

const turnsAtOnce = 500

/** What batches after the beginning of a rebuild add to counters, read as far as somebody asks. */
export class CountedSince {
  readonly #engine: Engine
  readonly #workspaceId: string
  readonly #timeZone: string | undefined
  /** The next batch of each process that is not read; null: there are none of it. */
  readonly #next: Map<string, number | null>
  readonly #added = new Map<string, { series: string; number: number; amounts: Amounts }[]>()

  constructor(engine: Engine, workspaceId: string, { upTo, timeZone }: Begun) {
    this.#engine = engine
    this.#workspaceId = workspaceId
    this.#timeZone = timeZone
    this.#next = new Map(upTo)
  }

  /** Of the batches that this counter has applied. */
  async of(id: string, applied: Record<string, number>): Promise<Amounts[]> {
    for (const [series, number] of Object.entries(applied)) await this.#readTo(series, number)
    const added = this.#added.get(id) ?? []
    return added.flatMap(({ series, number, amounts }) => (number <= (applied[series] ?? -1) ? [amounts] : []))
  }

  async #readTo(series: string, number: number): Promise<void> {
    const next = this.#next.has(series) ? (this.#next.get(series) as number | null) : 0
    if (next === null || number < next) return
    this.#next.set(series, number + 1)
    const range = { batch: { $gte: batchId({ series, number: next }), $lte: batchId({ series, number }) } }
    const turns: Turn[] = []
    for await (const page of pagesOf(this.#engine.turns, range, { sort: { batch: 1 }, limit: turnsAtOnce }))
      turns.push(...page.filter(({ workspaceId }) => workspaceId === this.#workspaceId))
    for (const [batch, together] of groupBy(turns, (turn) => turn.batch))
      for (const [id, { amounts }] of byGrain(count(together, this.#timeZone)).flatMap((grain) => [...grain])) {
        const all = this.#added.get(id) ?? []
        this.#added.set(id, all)
        all.push({ ...batchNumber(batch), amounts })
      }
  }
}
