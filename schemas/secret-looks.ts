/** What a secret looks like. Flows are exported, shared and read by many; secrets belong in the workspace's settings. */
const secrets: { kind: string; looks: RegExp }[] = [
  { kind: 'a private key', looks: /-----BEGIN [A-Z ]{0,20}PRIVATE KEY-----/ },
  { kind: 'an API key', looks: /\b[spr]k[_-](?:live|test|proj|ant)[_-][A-Za-z0-9_-]{16}|\bsk-[A-Za-z0-9]{32}/ },
  { kind: 'an API key', looks: /\bAKIA[0-9A-Z]{16}\b|\bAIza[0-9A-Za-z_-]{35}/ },
  { kind: 'an access token', looks: /\bgh[pousr]_[A-Za-z0-9]{36}|\bgithub_pat_[A-Za-z0-9_]{50}|\bxox[abprs]-[A-Za-z0-9-]{10}/ },
  // A token begins where nothing of one stands before: begun anew in its middle, a long one would be read over and over.
  { kind: 'an access token', looks: /\bEAA[A-Za-z0-9]{60}|(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\./ },
  { kind: 'an access token', looks: /\bBearer\s{1,20}[A-Za-z0-9._~+/-]{20}/i },
]

/** Whether a text may hold one of them: most hold none, and one look is enough. */
const anySecret = new RegExp([...secrets.map(({ looks }) => looks.source), '\\d(?:[ -]?\\d){12}'].join('|'), 'i')

/** What kind of secret a text holds, such as `an API key`; undefined when none is seen. */
export function kindOfSecret(text: string): string | undefined {
  if (text.length < 13 || !anySecret.test(text)) return undefined
  const secret = secrets.find(({ looks }) => looks.test(text))
  if (secret) return secret.kind
  const numbers = text.match(/\b(?:\d[ -]?){12,18}\d\b/g) ?? []
  return numbers.some((number) => isCardNumber(number.replace(/\D/g, ''))) ? 'a card number' : undefined
}

/** Card numbers start with 2 to 6 and end with a digit that makes Luhn's sum a multiple of ten; order numbers seldom do both. */
function isCardNumber(digits: string): boolean {
  if (!/^[2-6]\d{12,18}$/.test(digits) || /^(\d)\1+$/.test(digits)) return false
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const doubled = Number(digit) * 2
    return total + (index % 2 === 0 ? Number(digit) : doubled > 9 ? doubled - 9 : doubled)
  }, 0)
  return sum % 10 === 0
}

/** Whether a header, parameter or field of this name holds a key: `Authorization`, `X-Api-Key`, `access_token`. */
export const isNameOfKey = (name: string): boolean =>
  /^(?:proxy-)?authorization$|^cookie$|^(?:key|auth|sig|signature)$|api[-_]?key|access[-_]?key|token|secret|passw(?:or)?d|credential/i.test(
    name,
  )
