import { schema } from '#nodes/start/schema.ts'
import type { ChannelKind } from '#schemas/message.ts'

const labels: Readonly<Record<ChannelKind, string>> = schema.properties.channels['x-labels']

/** What channels are called, as the start node's own form calls them. */
export const useChannelNames = () => ({ nameOf: (kind: ChannelKind): string => labels[kind] })
