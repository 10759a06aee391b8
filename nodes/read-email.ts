import { cleaned } from './clean.ts'

/**
 * The one address in a text, also within a sentence and beside letters that no address has (我的邮箱是mei@example.com谢谢). Null for none
 * and for several. Whether it receives mail only a mail can tell.
 */
export function readEmail(text: string): string | null {
  const said = cleaned(text)
  const found = said.match(inLatin) ?? said.match(inAnyScript) ?? []
  const addresses = new Set(found.flatMap((each) => addressOf(each) ?? []))
  return addresses.size === 1 && found.every((each) => addressOf(each) !== null) ? ([...addresses][0] as string) : null
}

/** What most addresses are made of. A domain in Latin letters ends where they end. */
const inLatin = /(?<![a-z0-9._%+'&-])[a-z0-9._%+'&-]+@(?:[a-z0-9-]+(?:\.[a-z0-9-]+)*|[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*)/giu
/** A name in another script: its beginning is known only where it stands alone. */
const inAnyScript = /(?<=^|[\s<(["':：])[\p{L}\p{M}\p{N}._-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*/gu

function addressOf(found: string): string | null {
  const [local = '', host = ''] = found.replace(/^['&-]+|-+$/g, '').split('@')
  const domain = host.toLowerCase()
  const fits =
    /^[^.]+(\.[^.]+)*$/.test(local) &&
    local.length <= 64 &&
    /^([\p{L}\p{N}]([\p{L}\p{N}-]*[\p{L}\p{N}])?\.)+\p{L}{2,}$/u.test(domain)
  return fits && local.length + domain.length < 254 ? `${local}@${domain}` : null
}
