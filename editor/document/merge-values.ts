import { dequal } from 'dequal'
import { pathTo } from '#schemas/json-pointer.ts'
import { languageTag } from '#schemas/text.ts'

/** One field that two people gave different values; undefined is a thing that one of them deleted. */
export interface Clash {
  /** A JSON Pointer; items of a list stand under their id: `/nodes/menu/config/options/orders/label/en`. */
  path: string
  base: unknown
  mine: unknown
  theirs: unknown
}

export type Side = 'mine' | 'theirs'

/** Whose value is taken, by the path of the clash. */
export type Choices = Readonly<Record<string, Side>>

/** Takes the chosen value where both changed one field, theirs where nobody has chosen yet; remembers that it asked. */
export type Ask = <T>(path: string, mine: T, theirs: T, base: unknown) => T

/** The same thing before and as two people made it. */
export type Three<T> = [base: T | undefined, mine: T | undefined, theirs: T | undefined]

/** What a field is where only one of two changed it, in a box; undefined when both did. */
export function settled<T>([base, mine, theirs]: Three<T>): { value: T | undefined } | undefined {
  // What nobody touched is one object in all three: that is seen at once.
  if (base === mine) return { value: theirs }
  if (dequal(mine, theirs) || dequal(base, theirs)) return { value: mine }
  return dequal(base, mine) ? { value: theirs } : undefined
}

/** One value of a setting: texts come together per language, lists per item; anything else is one field. */
export function mergeValue(three: Three<unknown>, path: string, ask: Ask): unknown {
  const one = settled(three)
  if (one) return one.value
  const [base, mine, theirs] = three
  const lists: Lists<unknown> | undefined =
    Array.isArray(mine) && Array.isArray(theirs) ? [Array.isArray(base) ? base : [], mine, theirs] : undefined
  if (lists && areOf(lists, isWord)) return mergeWords(lists)
  if (lists && areOf(lists, isTree)) {
    const keyOf = keyOfItems(lists)
    if (keyOf) return mergeItems(lists, keyOf, path, ask)
  }
  if (isLocalised(mine) && isLocalised(theirs)) return mergeFields([isLocalised(base) ? base : {}, mine, theirs], path, ask)
  return ask(path, mine, theirs, base)
}

/** An object whose fields come together one by one; undefined when it is gone. */
export function mergeFields<T extends object>(three: Three<T>, path: string, ask: Ask): T | undefined {
  const one = settled(three)
  if (one) return one.value
  const [base, mine, theirs] = three
  if (!mine || !theirs) return ask(path, mine, theirs, base)
  const at = (from: object | undefined, key: string): unknown =>
    from && Object.hasOwn(from, key) ? (from as Tree)[key] : undefined
  const keys = new Set([...Object.keys(theirs), ...Object.keys(mine)])
  const fields = [...keys].map((key): [string, unknown] => [
    key,
    mergeValue([at(base, key), at(mine, key), at(theirs, key)], pathTo(path, key), ask),
  ])
  return Object.fromEntries(fields.filter(([, value]) => value !== undefined)) as T
}

/** Three lists of the same things. */
export type Lists<T> = [base: T[], mine: T[], theirs: T[]]

/**
 * A list of things that are the same wherever they stand: both people's additions, without what either deleted. Where both put them
 * into another order, the whole list is asked about.
 */
export function mergeItems<T extends object>(
  lists: Lists<T>,
  keyOf: (item: T) => string,
  path: string,
  ask: Ask,
  mergeOne: (three: Three<T>, path: string) => T | undefined = (three, at) => mergeFields(three, at, ask),
): T[] {
  const known = (list: T[]) => new Map(list.map((item) => [keyOf(item), item]))
  const [base, mine, theirs] = [known(lists[0]), known(lists[1]), known(lists[2])]
  const askOrder = () => ask(path, lists[1], lists[2], lists[0]) === lists[1]
  const order = orderOf([[...base.keys()], [...mine.keys()], [...theirs.keys()]], askOrder)
  return order
    .map((key) => mergeOne([base.get(key), mine.get(key), theirs.get(key)], pathTo(path, key)))
    .filter((item) => item !== undefined)
}

/** Words are a set: nobody's addition and nobody's removal is lost. */
function mergeWords([base, mine, theirs]: Lists<string>): string[] {
  const [old, own, other] = [new Set(base), new Set(mine), new Set(theirs)]
  const stays = (word: string) => (own.has(word) && other.has(word)) || !old.has(word)
  return orderOf([base, mine, theirs], () => false).filter(stays)
}

/** All keys of both lists in the order of whoever changed it, each other's additions after what they followed. */
function orderOf([base, mine, theirs]: Lists<string>, asksForMine: () => boolean): string[] {
  const [old, own, other] = [new Set(base), new Set(mine), new Set(theirs)]
  const common = (list: string[]) => list.filter((key) => old.has(key) && own.has(key) && other.has(key))
  const [before, ours, yours] = [common(base), common(mine), common(theirs)]
  const one = settled([before, ours, yours])
  const isMine = one ? !dequal(ours, yours) && dequal(one.value, ours) : asksForMine()
  const [spine, guests] = isMine ? [mine, theirs] : [theirs, mine]
  const order = [...new Set(spine)]
  const placed = new Set(order)
  for (const [i, key] of guests.entries()) {
    if (placed.has(key)) continue
    const previous = guests[i - 1]
    order.splice(previous === undefined ? 0 : order.indexOf(previous) + 1, 0, key)
    placed.add(key)
  }
  return order
}

type Tree = Record<string, unknown>

const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value)
const isWord = (value: unknown): value is string => typeof value === 'string'
const areOf = <T>(lists: Lists<unknown>, is: (value: unknown) => value is T): lists is Lists<T> =>
  lists.every((list) => list.every(is))

const tag = new RegExp(languageTag.pattern)
/** A text, or words, per language. */
const isLocalised = (value: unknown): value is Tree => isTree(value) && Object.keys(value).every((key) => tag.test(key))

/** How the items of lists are told apart, when each has a name of its own. */
function keyOfItems(lists: Lists<Tree>): ((item: Tree) => string) | undefined {
  const key = ['id', 'name', 'variable'].find((each) =>
    lists.every(
      (list) => list.every((item) => isWord(item[each])) && new Set(list.map((item) => item[each])).size === list.length,
    ),
  )
  return key === undefined ? undefined : (item) => String(item[key])
}
