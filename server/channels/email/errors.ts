import type { AddressReason, TroubleCode, TroubleReason } from '#schemas/channel-trouble.ts'
import type { RefusalCode } from '#schemas/message.ts'
import type { Reason } from '#schemas/reason.ts'
import type { Half } from './servers.ts'
import { Refused } from './servers.ts'

/** What is wrong with a server, and what is kept of a mail that could not be sent for it. Without `lasting` it passes by itself. */
export interface ServerTrouble {
  reason: TroubleReason
  why: Reason<RefusalCode>
  lasting?: true
}

const names: Record<Half, string> = { imap: 'IMAP', smtp: 'SMTP' }

/** What an error says of the server as a whole; undefined where it says something of one mail, or nothing. */
export function troubleOf(error: unknown, half: Half): ServerTrouble | undefined {
  const { code = '', authenticationFailed } = Object(error) as { code?: string; authenticationFailed?: boolean }
  if (error instanceof Refused) return lasting(half, 'wrong-server', { why: error.reason })
  if (authenticationFailed || code === 'EAUTH' || code === 'ENOAUTH') return lasting(half, 'sign-in-refused')
  if (isOfCertificate(error)) return lasting(half, 'no-certificate')
  if (code === 'ETLS' || /WRONG_VERSION_NUMBER|STARTTLS/i.test(`${code} ${messageOf(error)}`))
    return lasting(half, 'no-encryption')
  return undefined
}

const lasting = (half: Half, code: RefusalCode & TroubleCode, values?: { why: AddressReason }): Required<ServerTrouble> => ({
  reason: { code, values: { server: names[half], ...values } },
  why: { code, values: { server: names[half] } },
  lasting: true,
})

/** Nobody answered, or something that was no answer. */
export const awayTrouble = (half: Half): ServerTrouble => ({
  reason: { code: 'unreachable', values: { server: names[half] } },
  why: { code: 'unreachable' },
})

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : '')

/** Node's own codes of what it does not trust (`tls`, OpenSSL's X509 errors). */
function isOfCertificate(error: unknown): boolean {
  const { code = '', cause } = Object(error) as { code?: string; cause?: unknown }
  const said = `${code} ${messageOf(error)}`
  return (
    /CERT_|_CERT|ALTNAME|UNABLE_TO_(VERIFY|GET_ISSUER)|self.signed certificate|certificate has expired/i.test(said) ||
    (cause !== undefined && isOfCertificate(cause))
  )
}
