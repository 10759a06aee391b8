/** What stands in a list more than once, each named once. */
export function repeated(ids: string[]): string[] {
  const seen = new Set<string>()
  const again = new Set<string>()
  for (const id of ids) (seen.has(id) ? again : seen).add(id)
  return [...again]
}
