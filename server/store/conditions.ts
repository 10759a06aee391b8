import type { FieldCondition, Filter, Scalar } from './contract.ts'

/** Whether the field is there and not null in whatever matches. */
export function impliesPresence(condition: Scalar | FieldCondition | Filter[] | undefined): boolean {
  if (condition === undefined || condition === null) return false
  if (typeof condition !== 'object' || Array.isArray(condition)) return true
  const { $eq, $ne, $in, $all } = condition as FieldCondition
  if ($all) return true
  return hasBounds(condition) || $ne === null || ($eq !== undefined && $eq !== null) || ($in !== undefined && !$in.includes(null))
}

export const isEqual = (condition: unknown): boolean => equalValue(condition) !== undefined

/** The one value the field must have, or the first of those it must hold; undefined when there is none. */
export function equalValue(condition: unknown): Scalar | undefined {
  if (typeof condition === 'object' && condition !== null) {
    const { $eq, $all } = condition as FieldCondition
    return $eq === undefined ? $all?.[0] : $eq
  }
  return condition as Scalar | undefined
}

export function hasBounds(condition: unknown): boolean {
  if (typeof condition !== 'object' || condition === null) return false
  const { $gt, $gte, $lt, $lte } = condition as FieldCondition
  return $gt !== undefined || $gte !== undefined || $lt !== undefined || $lte !== undefined
}
