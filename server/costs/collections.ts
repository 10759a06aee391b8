import type { Instant } from '#schemas/instant.ts'
import type { PriceTable } from '#schemas/price.ts'
import type { Stored } from '../store/contract.ts'
import { define } from '../store/define-collection.ts'

/** A price table as somebody saved it: never changed. `_id` is `<workspaceId>.<number, eight digits>`. */
export interface PricesDoc extends Stored, PriceTable {
  workspaceId: string
  number: number
  at: Instant
  by: string
}

export const prices = define<PricesDoc>('prices', [{ name: 'workspace', fields: { workspaceId: 1, number: 1 } }])
