import { costs, costsFilter, estimate, estimateAsked, newPrices, priceVersion, priceVersions } from '#schemas/api/costs.ts'
import { may } from '#schemas/roles.ts'
import { route } from '../http/route.ts'
import { priceTables, savePrices } from './prices.ts'
import { estimateCosts, readCosts } from './read-costs.ts'

export const costRoutes = [
  route({
    method: 'get',
    path: '/workspaces/{w}/prices',
    who: { roles: may.readCosts },
    summary: 'What messages cost, as it was entered: each table holds from its day on',
    reply: priceVersions,
    handle: async ({ deps, workspaceId }) => ({ items: await priceTables(deps, workspaceId) }),
  }),
  route({
    method: 'post',
    path: '/workspaces/{w}/prices',
    who: { roles: may.changePrices },
    summary: 'Enter what messages cost from a day on',
    body: newPrices,
    reply: priceVersion,
    status: 201,
    handle: ({ deps, body, ...actor }) => savePrices(deps, actor, body),
  }),
  route({
    method: 'get',
    path: '/workspaces/{w}/costs',
    who: { roles: may.readCosts },
    summary: 'What the messages of a month cost by flow, template and campaign, and what is left of its free ones',
    query: costsFilter,
    reply: costs,
    handle: ({ deps, workspaceId, query }) => readCosts(deps, workspaceId, query.month),
  }),
  route({
    method: 'post',
    path: '/workspaces/{w}/costs/estimate',
    who: { roles: may.readCosts },
    summary: 'What so many messages to each country would cost now',
    body: estimateAsked,
    reply: estimate,
    handle: ({ deps, workspaceId, body }) => estimateCosts(deps, workspaceId, body),
  }),
]
