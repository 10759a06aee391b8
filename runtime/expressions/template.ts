import { Liquid, type Template as LiquidPart } from 'liquidjs'
import { filters } from './filters.ts'
import { asPlain, asText } from './plain-data.ts'
import { ownValue } from './read-path.ts'

/** A text with places to fill. */
export interface Template {
  /** The text for these values. Never throws; a place that cannot be filled is left empty. */
  fill(scope: object): string
  /** Full paths of what it reads: `contact.fields.role`, `order.items[0]`. */
  variables: string[]
  /** What is wrong with it, with the place. Such a template fills as it is written. */
  error?: string
}

const cacheSize = 2000
/** Longer ones are compiled each time, so the cache stays under some 40 MB whatever people write. */
const cachedLength = 10_000
const cache = new Map<string, Template>()
/** Characters inside places times all characters. Liquid counts lines from the top for every name it meets: this is some 40 ms. */
const maxWork = 40_000_000

/** Compiles a text once; the most recently used are kept. */
export function compileTemplate(source: string): Template {
  let template = cache.get(source)
  if (template) cache.delete(source)
  else template = compile(source)
  if (source.length <= cachedLength) {
    cache.set(source, template)
    if (cache.size > cacheSize) cache.delete(cache.keys().next().value as string)
  }
  return template
}

/** What is wrong with the placeholders of a text, in words with line and column; undefined when nothing is. */
export const checkTemplate = (source: string): string | undefined => (isPlain(source) ? undefined : compileTemplate(source).error)

/** The full paths a text reads. */
export const variablesIn = (source: string): string[] => (isPlain(source) ? [] : compileTemplate(source).variables)

/** Nothing to fill: most texts. They never touch Liquid. */
export const isPlain = (source: string): boolean => !source.includes('{{') && !source.includes('{%')

function compile(source: string): Template {
  if (isPlain(source)) return { fill: () => source, variables: [] }
  try {
    if (insidePlaces(source) * source.length > maxWork) throw new Error('has too many places to fill for its length')
    const parts = liquid.parse(source)
    const paths = liquid.globalVariableSegmentsSync(parts)
    const roots = new Set(['language', ...paths.map(([root]) => String(root))])
    return { fill: (scope) => render(parts, roots, scope), variables: liquid.globalFullVariablesSync(parts) }
  } catch (error) {
    return { fill: () => source, variables: [], error: firstLine(error) }
  }
}

const insidePlaces = (source: string): number =>
  source
    .split(/\{[{%]/)
    .slice(1)
    .reduce((sum, piece) => sum + (/[%}]\}/.exec(piece)?.index ?? piece.length), 0)

/** Liquid is given copies of what the template names and nothing else: there is no host object in its world. */
function render(parts: LiquidPart[], roots: ReadonlySet<string>, scope: object): string {
  try {
    const values: Record<string, unknown> = Object.create(null)
    for (const root of roots) values[root] = asPlain(ownValue(scope, root))
    return liquid.renderSync(parts, values)
  } catch {
    return parts.map((part) => ('str' in part ? part.str : '')).join('')
  }
}

const firstLine = (error: unknown): string =>
  (error instanceof Error ? (error.message.split('\n')[0] as string) : 'cannot be read').slice(0, 200)

/** `if` and `unless` are the only tags: no loops, no assignments, no files. */
const tags = new Set(['if', 'unless'])

const liquid = engine()

function engine(): Liquid {
  const made = new Liquid({
    ownPropertyOnly: true,
    strictFilters: true,
    outputEscape: asText,
    templates: {},
    parseLimit: 50_000,
    memoryLimit: 200_000,
    // Work is bounded by the two limits above, there being no loops. The clock is a backstop only: a busy host must not empty a text.
    renderLimit: 1000,
  })
  for (const tag of Object.keys(made.tags)) if (!tags.has(tag)) delete made.tags[tag]
  for (const name of Object.keys(made.filters)) made.unregisterFilter(name)
  for (const [name, filter] of Object.entries(filters))
    made.registerFilter(name, function (value, ...args) {
      const spend = (size: number): void => this.context.memoryLimit.use(size)
      const { language } = this.context.environments as { language?: unknown }
      const result = filter(value, args, { language, spend })
      spend(typeof result === 'string' ? result.length : 1)
      return result
    })
  return made
}
