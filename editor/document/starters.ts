import type { StartConfig } from '#nodes/start/schema.ts'
import type { Starter } from '#runtime/reach.ts'
import type { OrderedFlow } from '#schemas/api/flow-order.ts'

/** What starts the flows that are not paused, in their order. */
export const liveStarters = (flows: OrderedFlow[]): Starter[] => flows.filter(({ paused }) => !paused).map(starterOf)

// What the server knows of a start is what the node's schema lets through.
export const starterOf = ({ id, start, reentry }: OrderedFlow): Starter => ({ flowId: id, start: start as StartConfig, reentry })
