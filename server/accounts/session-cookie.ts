import { createHash } from 'node:crypto'
import type { Config } from '../config.ts'

export const sessionDays = 14

/** Over HTTPS the name's prefix makes browsers refuse the cookie from a subdomain, from plain HTTP, or for a part of the site. */
export const cookieName = ({ publicUrl }: Pick<Config, 'publicUrl'>): string =>
  publicUrl?.startsWith('https:') ? '__Host-alur' : 'alur'

/** The session's token in a `Cookie` header. */
export function sessionTokenIn(header: string | undefined, config: Pick<Config, 'publicUrl'>): string | undefined {
  const start = `${cookieName(config)}=`
  const pair = header
    ?.split(';')
    .map((part) => part.trim())
    .find((part) => part.startsWith(start))
  return pair?.slice(start.length) || undefined
}

/** The `Set-Cookie` header that starts or prolongs a session, or ends it when the token is null. */
export function sessionCookie(token: string | null, config: Pick<Config, 'publicUrl'>): string {
  const secure = config.publicUrl?.startsWith('https:') ? '; Secure' : ''
  const age = token === null ? 0 : sessionDays * 86_400
  return `${cookieName(config)}=${token ?? ''}; Path=/; Max-Age=${age}; HttpOnly; SameSite=Lax${secure}`
}

/** What is stored of a secret of ours. The secrets are random and long, so a fast hash is enough. */
export const hashOfSecret = (secret: string): string => createHash('sha256').update(secret).digest('hex')
