import i18next, { type TFunction } from 'i18next'
import { type StepCode, type StepReason, stepCodes } from '#schemas/turn.ts'

/** Why a visit came to what it did, in the reader's language; the bare code where an earlier or later release says what this one cannot. */
export function whyOf(t: TFunction<'panels'>, nodeType: string, { code, values = {} }: StepReason): string {
  if (isOurs(code)) return t(`try.why.${code}`, { words: '', ...values })
  const key = `nodes:${nodeType}.${code}`
  return i18next.exists(key) ? i18next.t(key as never, values) : code
}

const isOurs = (code: string): code is StepCode => (stepCodes as readonly string[]).includes(code)
