import { type ChannelKind, channelNames } from '#schemas/message.ts'

/** What channels are called. */
export const useChannelNames = () => ({ nameOf: (kind: ChannelKind): string => channelNames[kind] })
