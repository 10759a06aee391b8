import type { AddressReason } from '#schemas/channel-trouble.ts'
import type { EgressReason } from '#schemas/egress-reason.ts'

const sentences: Record<EgressReason, string> = {
  'bad-url': 'the address is not a valid URL',
  scheme: 'only http and https addresses can be called',
  credentials: 'an address must not carry a user name or password',
  port: 'this port may not be called',
  'private-address': 'the address is inside a private network, and the server’s ALUR_ALLOW_PRIVATE does not name it',
  'bad-request': 'the request has a header or method that cannot be sent',
  unreachable: 'the server could not be reached',
  timeout: 'the server took too long to answer',
  'too-large': 'the answer is larger than allowed',
  'too-many-redirects': 'the server redirects too often',
  'no-secret': 'a secret that it names does not exist',
  'lost-secret': 'a secret that it names cannot be read any more and has to be given again',
  'secret-host': 'a secret that it names may not go to this host',
  'secret-in-clear': 'a secret only goes to an address that begins with https://',
  'secret-body': 'the body is no JSON object, so a secret does not fit in',
}

/** A call that was refused at our door or failed behind it; the message is a plain sentence without any inner address. */
export class EgressError extends Error {
  constructor(
    readonly reason: EgressReason,
    cause?: unknown,
  ) {
    super(sentences[reason], cause === undefined ? undefined : { cause })
    this.name = 'EgressError'
  }
}

/** Why an address must not be connected to, as a code and as a plain sentence. */
export interface AddressRefusal {
  reason: AddressReason
  message: string
}

/** What went wrong with a call, told as a refusal or a failure of ours. */
export function asEgressError(error: unknown): EgressError {
  if (error instanceof EgressError) return error
  const { code } = Object(error) as { code?: string }
  if (error instanceof TypeError || code === 'UND_ERR_INVALID_ARG' || code === 'UND_ERR_NOT_SUPPORTED')
    return new EgressError('bad-request', error)
  if (code?.endsWith('TIMEOUT')) return new EgressError('timeout', error)
  return new EgressError('unreachable', error)
}
