import { go, handle } from '../contract.ts'
import type { StartConfig } from './schema.ts'

export const handler = handle<StartConfig>({ enter: () => go('next') })
