import type { FoldedContact } from '#schemas/contact-entry.ts'
import type { ConversationState, FieldValue, PersonFact } from '#schemas/conversation.ts'
import type { Effect, SeenPerson } from '#schemas/turn.ts'

/** What else told of the person is read under these; that they said STOP is asked where it counts (`may-now.ts`). */
const read = ['name', 'phone', 'email', 'language', 'timeZone', 'birthday', 'stage'] as const satisfies PersonFact[]

/**
 * What another channel, a colleague, a file or a program has told of the person that a conversation does not know, or forgot again:
 * of each fact what is later than what the conversation itself told. Undefined where it knows all of it.
 */
export function unreadOf({ contact, told = {} }: ConversationState, person: FoldedContact): SeenPerson | undefined {
  const { stamps } = person
  if (!stamps) return undefined
  const isNewer = (stamp: string | undefined, key: string): boolean => {
    const own = told[key]
    return own === undefined || (stamp !== undefined && Date.parse(stamp.slice(0, stamp.indexOf(' '))) > own)
  }
  const seen: SeenPerson = {}
  for (const fact of read)
    if (contact[fact] !== person[fact] && isNewer(stamps.contact[fact], fact))
      seen.contact = { ...seen.contact, [fact]: person[fact] ?? null }
  for (const name of new Set([...Object.keys(contact.fields), ...Object.keys(person.fields)]))
    if (!isSame(contact.fields[name], person.fields[name]) && isNewer(stamps.fields[name], `f:${name}`))
      seen.fields = { ...seen.fields, [name]: person.fields[name] ?? null }
  const stampOf = new Map(stamps.tags.map(({ tag, stamp }) => [tag, stamp]))
  const differs = (tag: string): boolean => isNewer(stampOf.get(tag), `t:${tag}`)
  const add = person.tags.filter((tag) => !contact.tags.includes(tag) && differs(tag))
  const remove = contact.tags.filter((tag) => !person.tags.includes(tag) && differs(tag))
  if (add.length + remove.length > 0) seen.tags = { add, remove }
  return seen.contact || seen.fields || seen.tags ? seen : undefined
}

const isSame = (one: FieldValue | undefined, other: FieldValue | undefined): boolean =>
  one === other ||
  (Array.isArray(one) && Array.isArray(other) && one.length === other.length && one.every((v, n) => v === other[n]))

/** Brings what was read of the person into a state that may be changed. */
export function knowPerson(state: ConversationState, { contact, fields, tags }: SeenPerson): void {
  const known = state.contact
  const told = { ...state.told }
  for (const [fact, value] of Object.entries(contact ?? {})) {
    Object.assign(known, { [fact]: value ?? undefined })
    delete told[fact]
  }
  for (const [name, value] of Object.entries(fields ?? {})) {
    if (value === null) delete known.fields[name]
    else known.fields[name] = value
    delete told[`f:${name}`]
  }
  if (tags) {
    known.tags = [...known.tags.filter((tag) => !tags.remove.includes(tag)), ...tags.add]
    for (const tag of [...tags.add, ...tags.remove]) delete told[`t:${tag}`]
  }
  if (state.told) state.told = told
  // Whoever chose a language elsewhere is not asked in another one here.
  if (contact?.language && !state.language) state.language = contact.language
}

/** Notes when the conversation itself told something, so that what is older does not come in its place. */
export function noteTold(state: ConversationState, effect: Effect, at: number): void {
  const keys =
    effect.kind === 'set-contact'
      ? [
          ...read.filter((fact) => effect.contact[fact] !== undefined),
          ...Object.keys(effect.fields ?? {}).map((name) => `f:${name}`),
        ]
      : effect.kind === 'tag'
        ? [...effect.add, ...effect.remove].map((tag) => `t:${tag}`)
        : []
  if (keys.length > 0) state.told = { ...state.told, ...Object.fromEntries(keys.map((key) => [key, at])) }
}
