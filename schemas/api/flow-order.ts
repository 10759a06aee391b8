import { type FlowSettings, flowSchema, type NodeConfig } from '../flow.ts'
import { channelKinds } from '../message.ts'
import {
  anyObject,
  type FromFields,
  type FromShape,
  id,
  listOf,
  named,
  object,
  oneOf,
  revision,
  type Shape,
  text,
  version,
  yesNo,
} from './shape.ts'

/** The settings of a start node. */
const startConfig: Shape<NodeConfig> = anyObject
const reentry: Shape<FlowSettings['reentry']> = { ...flowSchema.properties.settings.properties.reentry }

const orderedFields = { id, name: text(120), version, paused: yesNo, start: startConfig, reentry }
export type OrderedFlow = FromFields<typeof orderedFields>
const orderedFlow: Shape<OrderedFlow> = object(orderedFields)

const orderFields = {
  revision,
  /** The kinds of channels that are connected. */
  channels: listOf(oneOf(channelKinds)),
  flows: listOf(orderedFlow),
}
/** GET /workspaces/{w}/flow-order → FlowOrder, the live and the paused flows. PUT FlowOrderChange → FlowOrder (409 `stale-order`). */
export type FlowOrder = FromFields<typeof orderFields>
export const flowOrder = named<FlowOrder>('FlowOrder', object(orderFields))

const flowIds: Shape<string[]> = { ...listOf(id, 1000), uniqueItems: true }
export const flowOrderChange = object({ revision, flowIds })
/** All flows of the order that was read as `revision`, in the new order. */
export type FlowOrderChange = FromShape<typeof flowOrderChange>
