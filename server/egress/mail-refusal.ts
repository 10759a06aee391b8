import { isIP } from 'node:net'
import { type AddressRefusal, asEgressError, EgressError } from './error.ts'
import type { Guard } from './guard.ts'

/** A server that speaks SMTP or IMAP, as its owner names it. */
export interface MailServer {
  hostname: string
  port: number
}

/**
 * Why a mail server must not be sent a password, as far as its text tells; undefined when nothing speaks against it. `secured`: the
 * connection is encrypted before anything is said.
 */
export function mailRefusal(guard: Guard, { hostname, port }: MailServer, secured: boolean): AddressRefusal | undefined {
  try {
    const name = mailName(hostname)
    guard.checkMail(name, port)
    return secured || guard.isAllowed(name, String(port)) ? undefined : inTheClear
  } catch (error) {
    const { reason, message } = asEgressError(error)
    return { reason, message }
  }
}

const inTheClear: AddressRefusal = {
  reason: 'unencrypted',
  message: 'its connection must be encrypted, since it is sent a password',
}

/** The name or address of a mail server. The browser's parsing, as for calls: what is more than a host is none, and an address gets its one form. */
export function mailName(hostname: string): string {
  const text = `http://${isIP(hostname) === 6 ? `[${hostname}]` : hostname}/`
  if (!/^[^/?#@\\\s]+$/.test(hostname) || !URL.canParse(text)) throw new EgressError('bad-url')
  const url = new URL(text)
  const name = url.hostname.replace(/^\[|\]$/g, '')
  if (url.port || name === '') throw new EgressError('bad-url')
  return name
}
