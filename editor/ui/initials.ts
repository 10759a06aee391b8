/** Two Latin initials; one letter in scripts where two would be a word of their own; of a bare number its last two digits. */
export function initials(name: string): string {
  const letters = name.split(/\s+/).flatMap((word) => /\p{L}/u.exec(word)?.[0] ?? [])
  const [first] = letters
  if (!first) return name.replace(/\D/g, '').slice(-2) || '?'
  if (!/\p{Script=Latin}/u.test(first)) return first
  return (first + (letters.length > 1 ? letters.at(-1) : '')).toLocaleUpperCase()
}
