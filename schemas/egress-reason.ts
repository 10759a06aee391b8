/** Why a call did not go out or did not come back. */
export const egressReasons = [
  'bad-url',
  'scheme',
  'credentials',
  'port',
  'private-address',
  'bad-request',
  'unreachable',
  'timeout',
  'too-large',
  'too-many-redirects',
  'no-secret',
  'lost-secret',
  'secret-host',
  'secret-in-clear',
  'secret-body',
] as const
export type EgressReason = (typeof egressReasons)[number]

/** Why a call failed; undefined of an error that is none of a call. */
export function egressReasonOf(error: unknown): EgressReason | undefined {
  if (!(error instanceof Error) || error.name !== 'EgressError' || !('reason' in error)) return undefined
  return egressReasons.find((reason) => reason === error.reason)
}
