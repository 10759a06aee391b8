import type { NewPrices, PriceVersion } from '#schemas/api/costs.ts'
import { type Deps, instantNow } from '../deps.ts'
import { UniqueViolation } from '../store/contract.ts'
import { findAll } from '../store/find-all.ts'
import { inWorkspace } from '../store/in-workspace.ts'
import { type Actor, recordAudit } from '../workspaces/index.ts'
import { type PricesDoc, prices } from './collections.ts'

/** Every price table of a workspace, in the order they were made. */
export const priceTables = async ({ store }: Pick<Deps, 'store'>, workspaceId: string): Promise<PriceVersion[]> =>
  (await findAll(inWorkspace(store, prices, workspaceId), {}, { number: 1 })).map(shown)

/** Saves a price table that holds from its day on. Nothing that was saved before changes: what was sent then keeps its price. */
export async function savePrices(
  deps: Pick<Deps, 'store' | 'now' | 'random'>,
  actor: Actor,
  table: NewPrices,
): Promise<PriceVersion> {
  const { workspaceId, caller } = actor
  for (;;) {
    const number = ((await priceTables(deps, workspaceId)).at(-1)?.number ?? 0) + 1
    const _id = `${workspaceId}.${String(number).padStart(8, '0')}`
    try {
      const doc = { _id, number, ...table, at: instantNow(deps), by: caller.user.id }
      const saved = await inWorkspace(deps.store, prices, workspaceId).insert(doc)
      await recordAudit(deps, actor, 'create', `prices ${number}`)
      return shown(saved)
    } catch (error) {
      // Somebody else saved one at the same moment: this one comes after it.
      if (!(error instanceof UniqueViolation)) throw error
    }
  }
}

const shown = ({ number, at, from, currency, prices: list, free }: PricesDoc): PriceVersion => ({
  number,
  at,
  from,
  currency,
  prices: list,
  free,
})
