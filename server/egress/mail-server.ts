import { isIP } from 'node:net'
import { checkedAddresses, type Resolve } from './connect.ts'
import { EgressError } from './error.ts'
import type { Guard } from './guard.ts'

/** A server that speaks SMTP or IMAP, as its owner names it. */
export interface MailServer {
  hostname: string
  port: number
}

/**
 * Where a library connects to it. `host` is an address that was checked: nobody looks the name up a second time. `servername` is the name
 * that its certificate must be for; absent where the server is named by its address.
 */
export interface MailPlace {
  host: string
  port: number
  servername?: string
}

/** Looks a mail server up, once, and checks all of its addresses. Rejects with `EgressError` where one may not be connected to. */
export async function mailPlace(guard: Guard, { hostname, port }: MailServer, resolve?: Resolve): Promise<MailPlace> {
  const text = `http://${isIP(hostname) === 6 ? `[${hostname}]` : hostname}/`
  // The browser's parsing, as for calls: what is more than a host is none, and an address gets its one form.
  if (!/^[^/?#@\\\s]+$/.test(hostname) || !URL.canParse(text)) throw new EgressError('bad-url')
  const url = new URL(text)
  const name = url.hostname.replace(/^\[|\]$/g, '')
  if (url.port || name === '') throw new EgressError('bad-url')
  guard.checkMail(name, port)
  const [host] = (await checkedAddresses(name, String(port), guard, resolve)) as [string, ...string[]]
  return { host, port, ...(isIP(name) ? {} : { servername: name }) }
}
