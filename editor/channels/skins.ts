import { dialects } from '#runtime/channels/dialects.ts'
import type { ChannelKind } from '#schemas/message.ts'

/** How a kind of channel looks where it is shown as on a phone: the shop's own widget, or a messenger. */
export type Skin = 'widget' | 'messenger'

export const skinOf = (kind: ChannelKind): Skin => (dialects[kind].encode ? 'messenger' : 'widget')
