/** A name that no variable has yet. */
export function freeName(taken: string[]): string {
  let number = taken.length + 1
  while (taken.includes(`variable${number}`)) number += 1
  return `variable${number}`
}
