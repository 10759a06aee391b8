/**
 * A setting that names a secret of the workspace where others hold a text. Flows carry the name only; the value is put in at the last
 * door, and no template, condition, text or trace can read it.
 */
export interface SecretUse {
  secret: string
  /** Stands before the value, such as `Bearer ` of an Authorization header. */
  before?: string
}

export const longestSecretName = 60

export const secretUse = {
  type: 'object',
  required: ['secret'],
  additionalProperties: false,
  properties: {
    secret: { type: 'string', minLength: 1, maxLength: longestSecretName, 'x-field': 'secret' },
    before: { type: 'string', maxLength: 40 },
  },
} as const

export const isSecretUse = (value: unknown): value is SecretUse =>
  typeof value === 'object' && value !== null && 'secret' in value && typeof value.secret === 'string'

/**
 * Who may be told a secret: an exact host, or `*.` and a host of two names or more, which means every host below it. Nothing is below
 * an IP address: URLs take a host for one when its last name is a number.
 */
export const hostPattern =
  '^(?:\\*\\.(?!.*\\.(?:[0-9]+|0x[0-9a-f]*)$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+|(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)*)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$'

/** Whether a secret bound to `hosts` may go to `host`, a name as URLs hold it: small letters, no port. */
export const mayGoTo = (hosts: readonly string[], host: string): boolean =>
  hosts.some((bound) =>
    bound.startsWith('*.')
      ? isBelowNames(bound) && !isAddress(host) && host.length > bound.length - 1 && host.endsWith(bound.slice(1))
      : host === bound,
  )

/** Secrets kept before this was asked of them may be bound to `*.com`: such a binding opens nothing. */
const isBelowNames = (bound: string): boolean => bound.slice(2).includes('.')

/** IPv4, or IPv6 in its brackets. */
const isAddress = (host: string): boolean => host.startsWith('[') || /(?:^|\.)(?:\d+|0x[\da-f]*)\.?$/i.test(host)

/** Where a call goes, as far as its text tells: undefined where a variable stands in the host, or where there is none yet. */
export function originOf(address: string): URL | undefined {
  const start = /^\s*https?:\/\/[^\s/?#]*/i.exec(address)?.[0].trim() ?? ''
  return start.includes('{') || !URL.canParse(start) ? undefined : new URL(start)
}

/** Whether whoever may be told by `wanted` may be told by `known` too: then nothing is opened to anybody new. */
export const isWithin = (wanted: readonly string[], known: readonly string[]): boolean =>
  wanted.every((host) =>
    host.startsWith('*.')
      ? known.some((bound) => bound === host || (bound.startsWith('*.') && host.endsWith(bound.slice(1))))
      : mayGoTo(known, host),
  )
