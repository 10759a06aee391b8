import { call, fail, handle } from '../contract.ts'
import type { GoToFlowConfig } from './schema.ts'

export const handler = handle<GoToFlowConfig>({
  enter: ({ config }) => (config.flowId ? call(config.flowId, config.comeBack ?? false) : fail({ code: 'no-flow' })),
})
