import type { ChannelDialect } from '../contract.ts'
import { always } from '../window.ts'
import { capabilities } from './capabilities.ts'
import { encode } from './encode.ts'

/** Visitors write to `/chat/…`; there is no vendor whose callbacks could be decoded. */
export const webChat: ChannelDialect = { capabilities, window: always, encode }
