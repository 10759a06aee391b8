import type { ChannelDialect } from '../contract.ts'
import { capabilities } from './capabilities.ts'
import { decode } from './decode.ts'
import { encode } from './encode.ts'

export const whatsapp: ChannelDialect = { capabilities, decode, encode }
