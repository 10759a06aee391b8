/** As an id may be (`schemas/api/shape.ts`), in small letters. */
const idLike = /^[a-z0-9_-]{1,64}$/

/**
 * The id of the team that is called so; empty when no words are given. Flows of earlier releases named teams in free words, and those stay
 * as they are: whoever reads one asks here, so no flow and no turn had to change. A new team's id is made of its name in the same way, so a
 * flow that goes from one workspace to another meets the team of that name there. It stays when the team is renamed.
 */
export function teamIdOf(named: string | undefined): string {
  const words = (named ?? '').normalize('NFC').trim().toLowerCase().replace(/\s+/g, '-')
  return words === '' || idLike.test(words) ? words : `team-${hash(words, 0xdeadbeef)}${hash(words, 0x41c6ce57)}`
}

/** FNV-1a over UTF-16, from a start of its own: small, the same everywhere, and no secret depends on it. */
function hash(text: string, start: number): string {
  let sum = start
  for (let at = 0; at < text.length; at++) sum = Math.imul(sum ^ text.charCodeAt(at), 0x01000193)
  return (sum >>> 0).toString(36)
}
