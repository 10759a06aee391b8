import { type FlowSettings, flowSchema, type NodeConfig } from '../flow.ts'
import type { ChannelKind } from '../message.ts'
import { channelKinds } from '../message.ts'
import { anyObject, id, listOf, named, object, oneOf, revision, type Shape, text, whole, yesNo } from './shape.ts'

/**
 * GET /workspaces/{w}/flow-order → FlowOrder, the live and the paused flows. PUT { revision, flowIds } → FlowOrder (409 `stale-order`).
 * `channels`: the kinds of channels that are connected.
 */
export interface FlowOrder {
  revision: number
  channels: ChannelKind[]
  flows: OrderedFlow[]
}
export interface OrderedFlow {
  id: string
  name: string
  version: number
  paused: boolean
  /** The settings of its start node. */
  start: NodeConfig
  reentry: FlowSettings['reentry']
}

const version = whole(1, 1_000_000_000)
/** The settings of a start node. */
const startConfig: Shape<NodeConfig> = anyObject
const reentry: Shape<FlowSettings['reentry']> = { ...flowSchema.properties.settings.properties.reentry }

export const flowOrder = named(
  'FlowOrder',
  object<FlowOrder>({
    revision,
    channels: listOf(oneOf(channelKinds)),
    flows: listOf(
      object<OrderedFlow>({
        id,
        name: text(120),
        version,
        paused: yesNo,
        start: startConfig,
        reentry,
      }),
    ),
  }),
)

/** All flows of the order that was read as `revision`, in the new order. */
export interface FlowOrderChange {
  revision: number
  flowIds: string[]
}
export const flowOrderChange = object<FlowOrderChange>({ revision, flowIds: { ...listOf(id, 1000), uniqueItems: true } })
