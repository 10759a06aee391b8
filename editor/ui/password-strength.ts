export const shortestPassword = 12

/** How hard a password is to guess, 0 (nothing yet) to 4, by its length and how many different characters it has. */
export function strengthOf(password: string): 0 | 1 | 2 | 3 | 4 {
  if (password === '') return 0
  const length = [...password].length
  const different = new Set(password).size
  if (length < shortestPassword || different < 5 || isRun(password)) return 1
  const kinds = [/\p{Ll}/u, /\p{Lu}/u, /\d/, /[^\p{L}\d]/u].filter((kind) => kind.test(password)).length
  const score = length + 2 * kinds + Math.min(different, 12) / 2
  return score >= 30 ? 4 : score >= 22 ? 3 : 2
}

/** `123456789012` and `abcdefghijkl`: each character follows from the one before. */
function isRun(password: string): boolean {
  const codes = [...password].map((letter) => letter.codePointAt(0) as number)
  const steps = codes.slice(1).filter((code, i) => Math.abs(code - (codes[i] as number)) <= 1)
  return steps.length >= (codes.length - 1) * 0.8
}
