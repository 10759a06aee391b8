/**
 * A delivery may be drawn in several parts (a long text, then its buttons). Each goes out under its own name: the delivery's id,
 * with `~1`, `~2` … from the second part on.
 */
export const partName = (deliveryId: string, part: number): string => (part === 0 ? deliveryId : `${deliveryId}~${part}`)

export function partOf(name: string): { deliveryId: string; part: number } {
  const [deliveryId, part] = name.split('~') as [string, string?]
  return { deliveryId, part: part === undefined ? 0 : Number(part) }
}
