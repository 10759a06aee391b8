import { type Change, StoreUsageError } from './contract.ts'
import { isPushMany } from './validate-write.ts'

type Fields = Record<string, unknown>

/** Carries out a checked change on a document of its own, as MongoDB would. */
export function applyChange(doc: object, change: Change): void {
  for (const path in change.$set) setAt(doc, path, () => change.$set?.[path])
  for (const path of change.$unset ?? []) unsetAt(doc, path)
  for (const path in change.$inc) setAt(doc, path, (old) => add(old, change.$inc?.[path] as number, path))
  for (const path in change.$push) setAt(doc, path, (old) => push(old, change.$push?.[path], path))
  for (const path in change.$addToSet) setAt(doc, path, (old) => addToSet(old, change.$addToSet?.[path], path))
  for (const path in change.$pull) pullAt(doc, path, change.$pull[path])
}

/** Replaces the value at a dotted path, making the objects on the way. */
function setAt(doc: object, path: string, next: (old: unknown) => unknown): void {
  const steps = path.split('.')
  let holder = doc as Fields
  for (const [at, step] of steps.entries()) {
    if (Array.isArray(holder) && !/^\d{1,5}$/.test(step)) throw new StoreUsageError(`${path} leads through a list`)
    if (at === steps.length - 1) holder[step] = next(own(holder, step))
    else {
      if (own(holder, step) === undefined) holder[step] = {}
      holder = holder[step] as Fields
      if (typeof holder !== 'object' || holder === null)
        throw new StoreUsageError(`${path} leads through a value that is not an object`)
    }
  }
}

/** What every object inherits is no field of a document. */
const own = (holder: Fields, step: string): unknown => (Object.hasOwn(holder, step) ? holder[step] : undefined)

function unsetAt(doc: object, path: string): void {
  const steps = path.split('.')
  const last = steps.pop() as string
  const holder = reach(doc, steps)
  if (!holder) return
  if (!Array.isArray(holder)) delete (holder as Fields)[last]
  else if (/^\d+$/.test(last) && Number(last) < holder.length) holder[Number(last)] = null
}

function pullAt(doc: object, path: string, value: unknown): void {
  const list = reach(doc, path.split('.'))
  if (list === undefined) return
  if (!Array.isArray(list)) throw notAList('$pull', path)
  const kept = list.filter((item) => item !== value)
  list.splice(0, list.length, ...kept)
}

function reach(doc: unknown, steps: string[]): unknown {
  let value = doc
  for (const step of steps) {
    if (typeof value !== 'object' || value === null) return undefined
    value = own(value as Fields, step)
  }
  return value
}

function add(old: unknown, amount: number, path: string): number {
  if (old === undefined) return amount
  if (typeof old !== 'number') throw new StoreUsageError(`${path} is not a number`)
  return old + amount
}

function push(old: unknown, value: unknown, path: string): unknown[] {
  const list = listOf(old, '$push', path)
  const { $each, $slice } = isPushMany(value) ? value : { $each: [value], $slice: undefined }
  const all = [...list, ...$each]
  return $slice === undefined ? all : all.slice(-$slice)
}

function addToSet(old: unknown, value: unknown, path: string): unknown[] {
  const list = listOf(old, '$addToSet', path)
  return list.includes(value) ? list : [...list, value]
}

function listOf(old: unknown, operator: string, path: string): unknown[] {
  if (old === undefined) return []
  if (!Array.isArray(old)) throw notAList(operator, path)
  return old
}

const notAList = (operator: string, path: string) => new StoreUsageError(`${operator}: ${path} is not a list`)
