import { LRUCache } from 'lru-cache'
import { evaluate, isIn } from '#runtime/segments/evaluate.ts'
import type { CheckedPerson, SegmentPreview } from '#schemas/api/segments.ts'
import { type Instant, instantAt } from '#schemas/instant.ts'
import { pathTo } from '#schemas/json-pointer.ts'
import type { SegmentPerson, SegmentRule } from '#schemas/segment.ts'
import type { Engine } from '../engine/engine.ts'
import { AppError } from '../errors.ts'
import { countPeople, pageOfPeople, peopleOf, personOf } from '../people/index.ts'
import { goneIn } from './gone.ts'

type Parts = Pick<Engine, 'store' | 'now' | 'timeZones'>

/** One answer looks at people for so long, and at so many at once. */
const budgetMs = 250
const atOnce = 500
const examplesWanted = 5
/** What was counted is remembered so long: whoever asks the same goes on from there. */
const rememberedMs = 20_000
const mostCounted = 10_000_000

/** How far people were looked at by some rules. */
interface Looking {
  now: Instant
  timeZone: string | undefined
  of: number
  looked: number
  in: number
  lines: Map<string, number>
  examples: CheckedPerson[]
  not?: CheckedPerson
  /** How many tests keep that one out. */
  apart: number
  after?: string
  done: boolean
}

/** Counts whom rules mean, before anything is saved: about, from whom was looked at so far, until all were. */
export class Previews {
  readonly #engine: Parts
  readonly #looking = new LRUCache<string, Looking>({ max: 200, ttl: rememberedMs })
  readonly #underWay = new Map<string, Promise<Looking>>()

  constructor(engine: Parts) {
    this.#engine = engine
  }

  async of(workspaceId: string, rules: SegmentRule, contact?: string): Promise<SegmentPreview> {
    const key = `${workspaceId} ${JSON.stringify(rules)}`
    const underWay = this.#underWay.get(key) ?? this.#goOn(key, workspaceId, rules)
    this.#underWay.set(key, underWay)
    const looking = await underWay.finally(() => this.#underWay.delete(key))
    const checked = contact === undefined ? undefined : await explain(this.#engine, workspaceId, rules, contact)
    const { looked, of, lines, examples, not, done } = looking
    // From those who were looked at to all.
    const scaled = (count: number): number => (done || looked === 0 ? count : Math.round((count / looked) * of))
    return {
      count: scaled(looking.in),
      of: done ? looked : of,
      ...(done ? {} : { about: true as const }),
      lines: [...lines].map(([path, count]) => ({ path, count: scaled(count) })),
      examples,
      ...(not ? { not } : {}),
      ...(checked ? { checked } : {}),
      problems: await goneIn(this.#engine.store, workspaceId, rules),
    }
  }

  async #goOn(key: string, workspaceId: string, rules: SegmentRule): Promise<Looking> {
    const { store, now, timeZones } = this.#engine
    const known = this.#looking.get(key)
    if (known?.done) return known
    const looking: Looking = known ?? {
      now: instantAt(now()),
      timeZone: await timeZones.of(workspaceId),
      of: await countPeople(store, workspaceId, mostCounted),
      looked: 0,
      in: 0,
      lines: new Map(linesOf(rules).map(([path]) => [path, 0])),
      examples: [],
      apart: Number.POSITIVE_INFINITY,
      done: false,
    }
    const end = performance.now() + budgetMs
    do {
      const page = await pageOfPeople(store, workspaceId, { after: looking.after, limit: atOnce })
      for (const person of await peopleOf(store, page.items)) look(looking, rules, person)
      if (page.next) looking.after = page.next
      else looking.done = true
    } while (!looking.done && performance.now() < end)
    this.#looking.set(key, looking)
    return looking
  }
}

/** Each condition with where it stands; those of an outer “all” leave of what the ones before left. */
function linesOf(rules: SegmentRule, path = ''): [string, SegmentRule][] {
  if ('about' in rules) return [[path, rules]]
  if ('not' in rules) return [[path, rules], ...linesOf(rules.not, pathTo(path, 'not')).slice(1)]
  const kind = 'all' in rules ? 'all' : 'any'
  const inner = 'all' in rules ? rules.all : rules.any
  return [[path, rules], ...inner.flatMap((each, n) => linesOf(each, pathTo(pathTo(path, kind), n)))]
}

function look(looking: Looking, rules: SegmentRule, person: SegmentPerson): void {
  const at = { now: looking.now, timeZone: looking.timeZone }
  looking.looked++
  const count = (path: string) => looking.lines.set(path, (looking.lines.get(path) ?? 0) + 1)
  if ('all' in rules) {
    for (const [n, each] of rules.all.entries()) {
      const path = pathTo('/all', n)
      for (const [inner, rule] of linesOf(each, path).slice(1)) if (isIn(rule, person, at)) count(inner)
      if (!isIn(each, person, at)) break
      count(path)
    }
  } else for (const [path, rule] of linesOf(rules).slice(1)) if (isIn(rule, person, at)) count(path)
  const meant = isIn(rules, person, at)
  if (meant) {
    looking.in++
    count('')
    if (looking.examples.length < examplesWanted) looking.examples.push(checked(rules, person, at))
  } else if (looking.apart > 1) {
    const one = checked(rules, person, at)
    if (one.because.length >= looking.apart) return
    looking.not = one
    looking.apart = one.because.length
  }
}

function checked(rules: SegmentRule, person: SegmentPerson, at: { now: Instant; timeZone: string | undefined }): CheckedPerson {
  const { id, name } = person
  return { contact: { id, ...(name === undefined ? {} : { name }) }, ...evaluate(rules, person, at) }
}

/** Whether a person is meant by rules now, until when, and why or why not. Refused where there is no such person. */
export async function explain(parts: Parts, workspaceId: string, rules: SegmentRule, contactId: string): Promise<CheckedPerson> {
  const person = await personOf(parts.store, workspaceId, contactId)
  if (!person) throw new AppError('not-found')
  return checked(rules, person, { now: instantAt(parts.now()), timeZone: await parts.timeZones.of(workspaceId) })
}
