import type { AddressReason } from '#schemas/channel-trouble.ts'
import type { Egress } from '../../egress/egress.ts'
import { type AddressRefusal, EgressError } from '../../egress/error.ts'
import type { MailPlace } from '../../egress/mail-server.ts'
import type { OpenChannel } from '../contract.ts'

/** One of a mailbox's two servers, as it was entered. */
export interface MailServerSettings {
  hostname: string
  port: number
  security: 'tls' | 'starttls' | 'none'
  user: string
  password: string
}

export type Half = 'imap' | 'smtp'

export const serverOf = (half: Half, { settings, secrets }: Pick<OpenChannel, 'settings' | 'secrets'>): MailServerSettings => ({
  hostname: String(settings[`${half}Host`] ?? ''),
  port: Number(settings[`${half}Port`]),
  security: securities.find((one) => one === settings[`${half}Security`]) ?? 'tls',
  user: String(settings[`${half}User`] ?? ''),
  password: secrets[`${half}Password`] ?? '',
})

const securities = ['tls', 'starttls', 'none'] as const

/** Why a server must not be sent its password, as far as its settings tell. */
export const refusalOf = (egress: Egress, server: MailServerSettings): AddressRefusal | undefined =>
  egress.mailRefusal(server, server.security !== 'none')

/** The address to connect to, looked up and checked. Rejects with `EgressError`, or `Refused` where settings forbid it. */
export async function placeOf(egress: Egress, server: MailServerSettings): Promise<MailPlace> {
  // Settings may be older than what they are checked for, or than what the operator allows.
  const refusal = refusalOf(egress, server)
  if (refusal) throw new Refused(refusal.reason)
  try {
    return await egress.mailPlace(server)
  } catch (error) {
    if (error instanceof EgressError && error.reason !== 'timeout' && error.reason !== 'unreachable')
      throw new Refused(error.reason)
    throw error
  }
}

/** A server that may not be connected to. */
export class Refused extends Error {
  override name = 'Refused'
  constructor(readonly reason: AddressReason) {
    super(reason)
  }
}
