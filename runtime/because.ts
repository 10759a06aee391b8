import type { Reason } from '#schemas/reason.ts'
import type { StepCode } from '#schemas/turn.ts'

/** Why a visit ended, where the house itself says so. */
export const because = (code: StepCode, values?: Record<string, string>): Reason<StepCode> =>
  values ? { code, values } : { code }
