import type { Half } from './servers.ts'
import { Refused } from './servers.ts'

/** What is wrong with a server, and what people can do. Without `lasting` it passes by itself. */
export interface ServerTrouble {
  reason: string
  wayOut: string
  lasting?: true
}

const names: Record<Half, string> = { imap: 'IMAP', smtp: 'SMTP' }

/** What an error says of the server as a whole; undefined where it says something of one mail, or nothing. */
export function troubleOf(error: unknown, half: Half): ServerTrouble | undefined {
  const name = names[half]
  const { code = '', authenticationFailed } = Object(error) as { code?: string; authenticationFailed?: boolean }
  if (error instanceof Refused)
    return {
      lasting: true,
      reason: `The ${name} server cannot be used: ${error.message}.`,
      wayOut: 'Correct the server, its port and its encryption on the channel’s page.',
    }
  if (authenticationFailed || code === 'EAUTH' || code === 'ENOAUTH')
    return {
      lasting: true,
      reason: `The ${name} server does not accept the user and the password.`,
      wayOut:
        'Enter them again on the channel’s page. Where the provider asks for a second step at sign-in, make an app password there.',
    }
  if (isOfCertificate(error))
    return {
      lasting: true,
      reason: `The ${name} server cannot prove that it is the one that was entered: its certificate is not for this name, is over, or nobody known vouches for it.`,
      wayOut: 'Correct the server’s name on the channel’s page; one of your own needs a certificate that others trust.',
    }
  if (code === 'ETLS' || /WRONG_VERSION_NUMBER|STARTTLS/i.test(`${code} ${messageOf(error)}`))
    return {
      lasting: true,
      reason: `The ${name} server does not encrypt in the way that was entered.`,
      wayOut: 'Choose the other encryption on the channel’s page, or the other port.',
    }
  return undefined
}

/** Nobody answered, or something that was no answer. */
export const awayTrouble = (half: Half): ServerTrouble => ({
  reason: `The ${names[half]} server cannot be reached.`,
  wayOut: 'Check the server, its port and its encryption, and that this server may call out to it.',
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
