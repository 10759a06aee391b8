import { type Context, Liquid, type Template as LiquidPart } from 'liquidjs'
import type { FilledPart } from '#nodes/contract.ts'
import { filters } from './filters.ts'
import { namesIn, readsIn } from './names-in.ts'
import { collect, Places, placesOf } from './places.ts'
import { asPlain, asText } from './plain-data.ts'
import { ownValue } from './read-path.ts'

/** A text with places to fill. */
export interface Template {
  /** The text for these values. Never throws; a place that cannot be filled is left empty. */
  fill(scope: object): string
  /** As `fill`, but a text that would come out too long throws `TextTooLong`. */
  fillWithin(scope: object): string
  /** As `fillWithin`, with the author's words and the values apart. */
  parts(scope: object): FilledPart[]
  /** Full paths of what it reads: `contact.fields.role`, `order.items[0]`. */
  variables: string[]
  /** What stands before the first dot of those, each once. */
  roots: string[]
  /** What is wrong with it, with the place. Such a template fills as it is written. */
  error?: string
}

/** Characters of the texts in one generation of the cache; both, with what Liquid makes of them, take some 50 MB at most. */
const generationBudget = 2_000_000
let young = new Map<string, Template>()
let old = new Map<string, Template>()
let youngSize = 0

/**
 * Compiles a text once. Those used lately are kept: what is used moves to the young generation, and when that is full the old one
 * goes. (Deleting from one large Map and adding to it again costs ten times the filling.)
 */
export function compileTemplate(source: string): Template {
  const known = young.get(source)
  if (known) return known
  const template = old.get(source) ?? compile(source)
  if (youngSize + source.length > generationBudget) {
    old = young
    young = new Map()
    youngSize = 0
  }
  young.set(source, template)
  youngSize += source.length
  return template
}

/** What is wrong with the placeholders of a text, in words with line and column; undefined when nothing is. */
export const checkTemplate = (source: string): string | undefined => (isPlain(source) ? undefined : compileTemplate(source).error)

/** The full paths a text reads. */
export const variablesIn = (source: string): string[] => (isPlain(source) ? [] : compileTemplate(source).variables)

/** The variables a text reads, each once: `order` of `order.items[0]`. */
export const rootsIn = (source: string): string[] => (isPlain(source) ? [] : compileTemplate(source).roots)

/** Where a text names a variable to read it: each place from, up to, in order. The same word in a sentence or in quotes is none. */
export function placesIn(source: string, name: string): [number, number][] {
  if (!rootsIn(source).includes(name)) return []
  return readsIn(liquid.parse(source))
    .filter(({ root, at: [start, end] }) => root === name && source.slice(start, end) === name)
    .map(({ at }) => at)
    .sort(([one], [other]) => one - other)
}

/** Nothing to fill: most texts. They never touch Liquid. */
export const isPlain = (source: string): boolean => !source.includes('{{') && !source.includes('{%')

/** Placeholders and tags of one template: nobody writes so many, and reading them takes Liquid some 20 µs each. */
const mostPlaces = 500

function compile(source: string): Template {
  const unread: Template = { fill: () => source, fillWithin: () => source, parts: () => [source], variables: [], roots: [] }
  if (isPlain(source)) return unread
  const count = source.match(/\{[{%]/g)?.length ?? 0
  if (count > mostPlaces) return { ...unread, error: `${count} placeholders in one text; ${mostPlaces} are the most` }
  try {
    const parts = liquid.parse(source)
    const names = namesIn(parts)
    const own = [...new Set(names.flatMap(({ root }) => root ?? []))]
    const roots = new Set(['language', 'time_zone', ...own])
    return {
      fill: (scope) => render(parts, roots, scope, () => ownWords(parts)),
      fillWithin: (scope) => render(parts, roots, scope, failIfTooLong(parts)),
      parts: (scope) => {
        const places = new Places()
        return places.partsOf(render(parts, roots, scope, failIfTooLong(parts), places))
      },
      variables: names.map(({ path }) => path),
      roots: own,
    }
  } catch (error) {
    return { ...unread, error: firstLine(error) }
  }
}

/** Liquid is given copies of what the template names and nothing else: there is no host object in its world. */
function render(
  parts: LiquidPart[],
  roots: ReadonlySet<string>,
  scope: object,
  failed: (error: unknown) => string,
  places?: Places,
): string {
  try {
    const values: Record<string, unknown> = Object.create(null)
    if (places) collect(values, places)
    for (const root of roots) values[root] = asPlain(ownValue(scope, root))
    return liquid.renderSync(parts, values)
  } catch (error) {
    return failed(error)
  }
}

const ownWords = (parts: LiquidPart[]): string => parts.map((part) => ('str' in part ? part.str : '')).join('')

/** Liquid tells of a spent budget by its message only. */
const failIfTooLong =
  (parts: LiquidPart[]) =>
  (error: unknown): string => {
    if (error instanceof Error && error.message.includes('memory alloc limit exceeded')) throw new TextTooLong()
    return ownWords(parts)
  }

/** What a text may cost while it is filled: characters that come out of its places and of its filters. */
export const mostFilled = 200_000

/** A text that was cut off while it was filled: its places would make it far longer than anybody reads. */
export class TextTooLong extends Error {
  override name = 'TextTooLong'
  constructor() {
    super(`a text with its variables filled would be longer than ${mostFilled.toLocaleString('en')} characters`)
  }
}

const firstLine = (error: unknown): string =>
  (error instanceof Error ? (error.message.split('\n')[0] as string) : 'cannot be read').slice(0, 200)

/** `if` and `unless` are the only tags: no loops, no assignments, no files. */
const tags = new Set(['if', 'unless'])

const liquid = engine()

function counted(this: { context: Context }, value: unknown): string {
  const text = asText(value)
  this.context.memoryLimit.use(text.length)
  return placesOf(this.context.environments)?.add(value, text) ?? text
}

function engine(): Liquid {
  const made = new Liquid({
    ownPropertyOnly: true,
    strictFilters: true,
    // Liquid's own limit does not know of what comes out of a place: it is counted here, as the text grows.
    outputEscape: counted,
    templates: {},
    parseLimit: 20_000,
    memoryLimit: mostFilled,
    // Work is bounded by the two limits above, there being no loops. The clock is a backstop only: a busy host must not empty a text.
    renderLimit: 1000,
  })
  for (const tag of Object.keys(made.tags)) if (!tags.has(tag)) delete made.tags[tag]
  for (const name of Object.keys(made.filters)) made.unregisterFilter(name)
  for (const [name, filter] of Object.entries(filters))
    made.registerFilter(name, function (value, ...args) {
      const spend = (size: number): void => this.context.memoryLimit.use(size)
      const { language, time_zone: timeZone } = this.context.environments as Record<string, unknown>
      const result = filter(value, args, { language, timeZone, spend })
      spend(typeof result === 'string' ? result.length : 1)
      if (name === 'json' || name === 'url_encode') placesOf(this.context.environments)?.escaped(name, result)
      return result
    })
  return made
}
