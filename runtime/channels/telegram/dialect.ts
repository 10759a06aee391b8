import type { ChannelDialect } from '../contract.ts'
import { always } from '../window.ts'
import { capabilities } from './capabilities.ts'
import { encode, encodeCue } from './encode.ts'

/** Whoever has written to a bot may be written to until they block it. */
export const telegram: ChannelDialect = { capabilities, window: always, encode, encodeCue }
