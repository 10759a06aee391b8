import { end, handle } from '../contract.ts'
import { saying } from '../say.ts'
import type { EndConfig } from './schema.ts'

export const handler = handle<EndConfig>({ enter: (visit) => end({ say: saying(visit, visit.config.text) }) })
