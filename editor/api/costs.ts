import type { Costs, NewPrices, PriceVersion, PriceVersions } from '#schemas/api/costs.ts'
import { create, request } from './request.ts'

export const readCosts = (w: string, month: string) => request<Costs>('GET', `/workspaces/${w}/costs`, undefined, { month })

export const listPrices = (w: string) => request<PriceVersions>('GET', `/workspaces/${w}/prices`)

/** Holds from its day on. */
export const savePrices = (w: string, table: NewPrices) => create<PriceVersion>(`/workspaces/${w}/prices`, table)
