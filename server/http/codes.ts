import { type ErrorCode, errorTable } from '../errors.ts'
import { isInWorkspace, paramNames, type Route } from './route.ts'

/** Every error a route may answer: what its declaration brings with it, and what it says itself. */
export function codesOf({ method, path, who, body, takesFile, errors = [] }: Route): ErrorCode[] {
  const codes = new Set<ErrorCode>(['bad-request', 'invalid-input', ...errors, 'internal', 'later-release', 'unavailable'])
  if (method !== 'get') codes.add('cross-site')
  if (who !== 'anyone') codes.add('signed-out')
  if (who === 'signed-in') codes.add('people-only')
  if (typeof who === 'object') {
    codes.add('not-allowed')
    if (who.people || !isInWorkspace({ path })) codes.add('people-only')
  }
  if (paramNames(path).length > 0) codes.add('not-found')
  if (body) for (const code of ['bad-json', 'too-deep', 'too-large', 'not-json'] as const) codes.add(code)
  if (takesFile) for (const code of ['too-large', 'no-such-type'] as const) codes.add(code)
  return [...codes].sort((one, other) => statusOf(one) - statusOf(other) || (one < other ? -1 : 1))
}

export const statusOf = (code: ErrorCode): number => errorTable[code][0]
