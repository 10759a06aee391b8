/** Two Latin initials; one letter in scripts where two would be a word of their own. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean)
  const first = [...(words[0] ?? '?')][0] as string
  if (!/\p{Script=Latin}/u.test(first)) return first
  const last = words.length > 1 ? ([...(words.at(-1) as string)][0] as string) : ''
  return (first + last).toLocaleUpperCase()
}
