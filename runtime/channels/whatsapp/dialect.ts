import type { ChannelDialect } from '../contract.ts'
import { forHours } from '../window.ts'
import { capabilities } from './capabilities.ts'
import { encode } from './encode.ts'
import { encodeCue } from './encode-cue.ts'
import { templateProblems } from './template-rules.ts'

export const whatsapp: ChannelDialect = { capabilities, window: forHours(24, 'templates'), encode, encodeCue, templateProblems }
