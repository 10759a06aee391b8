import type { ChannelDialect } from '../contract.ts'
import { always } from '../window.ts'
import { capabilities } from './capabilities.ts'
import { encode } from './encode.ts'

/** Whoever has written a mail may be answered whenever it suits. */
export const email: ChannelDialect = { capabilities, window: always, encode }
