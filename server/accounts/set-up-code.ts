import { createHash, timingSafeEqual } from 'node:crypto'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import type { Secrets } from '../secret-key.ts'
import { returnAttempt, takeAttempt } from './attempts.ts'
import { networkOf } from './network-of.ts'

/** Without the letters that look like digits: a code may be read aloud. */
const signs = '23456789ABCDEFGHJKMNPQRSTVWXYZ'
const groups = 3
const signsPerGroup = 4
const wrongCodes = 10

/**
 * The code that creating the owner needs: only who can read what the server prints has it. Derived from the secret key, so every
 * process of one server has the same, and a start knows the one that was printed before.
 */
export function setUpCode({ derive }: Pick<Secrets, 'derive'>): string {
  const bytes = derive('set-up code')
  const sign = (at: number): string => signs[(bytes[at] as number) % signs.length] as string
  return Array.from({ length: groups }, (_, group) =>
    Array.from({ length: signsPerGroup }, (_, at) => sign(group * signsPerGroup + at)).join(''),
  ).join('-')
}

/** Throws `wrong-code` unless that is the code, however it is spaced and cased. Ten wrong ones from a network are too many. */
export async function checkSetUpCode(deps: Pick<Deps, 'store' | 'now' | 'secrets'>, given: string, ip: string): Promise<void> {
  const attempt = `set-up ${networkOf(ip)}`
  await takeAttempt(deps, attempt, wrongCodes)
  if (!isSame(given, setUpCode(deps.secrets))) throw new AppError('wrong-code')
  await returnAttempt(deps, attempt)
}

const isSame = (given: string, code: string): boolean => timingSafeEqual(digest(given), digest(code))

const digest = (code: string): Buffer =>
  createHash('sha256')
    .update(code.toUpperCase().replace(/[^0-9A-Z]/g, ''))
    .digest()
