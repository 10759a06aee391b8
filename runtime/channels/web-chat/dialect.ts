import type { ChannelDialect } from '../contract.ts'
import { always } from '../window.ts'
import { capabilities } from './capabilities.ts'

/** Visitors write to `/chat/…` and read what turns say: there is no vendor whose dialect could be spoken. */
export const webChat: ChannelDialect = { capabilities, window: always }
