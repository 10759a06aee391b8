import { isIP } from 'node:net'
import { checkedAddresses, type Resolve } from './connect.ts'
import type { Guard } from './guard.ts'
import { type MailServer, mailName } from './mail-refusal.ts'

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
  const name = mailName(hostname)
  guard.checkMail(name, port)
  const [host] = (await checkedAddresses(name, String(port), guard, resolve)) as [string, ...string[]]
  return { host, port, ...(isIP(name) ? {} : { servername: name }) }
}
