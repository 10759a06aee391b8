const alphabet = 'abcdefghijklmnopqrstuvwxyz0123456789'

/** A fresh id for a node or a note: ten letters and digits (works without HTTPS, unlike `crypto.randomUUID`). */
export function freshId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(10))
  return Array.from(bytes, (byte) => alphabet[byte % alphabet.length]).join('')
}
