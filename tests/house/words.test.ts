import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { descriptions } from '#nodes/descriptions.ts'
import { addressRefusals } from '#nodes/in-url.ts'
import { addressReasons, anyTroubleCodes, troubleCodes } from '#schemas/channel-trouble.ts'
import { handOffCodes } from '#schemas/conversation.ts'
import { egressReasons } from '#schemas/egress-reason.ts'
import { deliveryCodes } from '#schemas/message.ts'
import { stepCodes } from '#schemas/turn.ts'
import { jobKinds } from '#server/parts-of-subjects.ts'

const root = join(import.meta.dirname, '../..')
const locales = join(root, 'editor/locales')

type Words = { [key: string]: string | Words }
const read = (language: string, file: string): Words => JSON.parse(readFileSync(join(locales, language, file), 'utf8')) as Words

/** Every text with its key, without the endings that plurals have in one language and not in another. */
const keysOf = (words: Words, path = ''): string[] =>
  Object.entries(words).flatMap(([key, text]) =>
    typeof text === 'string' ? [`${path}${key}`.replace(/_(zero|one|two|few|many|other)$/, '')] : keysOf(text, `${path}${key}.`),
  )

const languages = readdirSync(locales)
const places = readdirSync(join(locales, 'en')).filter((file) => file.endsWith('.json'))

it.each(languages)('the editor says in %s all that it says in English: no other language is loaded', (language) => {
  const missing = places.flatMap((place) => {
    const own = new Set(keysOf(read(language, place)))
    return keysOf(read('en', place)).filter((key) => !own.has(key))
  })
  expect(missing).toEqual([])
})

it('the words of a flow’s page are said there alone: whoever goes elsewhere does not load them', () => {
  const ofFlows = /(useTranslation\(\[?|[\s([{,])'(canvas|panels|nodes)[':]/
  const itsRooms = ['open-flow', 'commands', 'canvas', 'panels', 'flow-page']
  const elsewhere = readdirSync(join(root, 'editor'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !itsRooms.includes(entry.name))
    .map(({ name }) => name)
  const found = elsewhere
    .flatMap((room) =>
      readdirSync(join(root, 'editor', room), { recursive: true, encoding: 'utf8' }).map((file) => `editor/${room}/${file}`),
    )
    .filter((file) => /(?<!\.test)\.tsx?$/.test(file) && /useTranslation|i18next/.test(readFileSync(join(root, file), 'utf8')))
    .filter((file) => ofFlows.test(readFileSync(join(root, file), 'utf8')))
  expect(found).toEqual([])
})

it.each(languages)('every reason for which a message is not sent has its words in %s', (language) => {
  const { why } = read(language, 'inbox.json').delivery as { why: Words }
  expect(Object.keys(why).sort()).toEqual([...deliveryCodes].sort())
})

it.each(languages)('every reason for which a chat is with a person has its words in %s', (language) => {
  const { reason } = read(language, 'inbox.json').why as { reason: Words }
  expect(Object.keys(reason).sort()).toEqual([...handOffCodes].sort())
})

it.each(languages)('every reason for which the house itself ended a visit has its words in %s', (language) => {
  const { why } = read(language, 'panels.json').try as { why: Words }
  expect(Object.keys(why).sort()).toEqual([...stepCodes].sort())
})

it.each(languages)('all that can be wrong with a channel has its words in %s, and what to do about it', (language) => {
  const { trouble, address } = read(language, 'channels.json') as { trouble: Record<string, Words>; address: Words }
  const said = Object.entries(trouble).map(([kind, words]) => [kind, Object.keys(words).sort()])
  const codes = Object.entries({ any: anyTroubleCodes, ...troubleCodes }).map(([kind, all]) => [kind, [...all].sort()])
  expect(Object.fromEntries(said)).toEqual(Object.fromEntries(codes))
  const parts = Object.values(trouble).flatMap((words) => Object.values(words))
  expect(parts.filter((words) => Object.keys(words).join() !== 'found,wayOut')).toEqual([])
  expect(Object.keys(address).sort()).toEqual([...addressReasons].sort())
})

describe.each(descriptions.map(({ type }) => type))('what a node %s says of why it did what it did', (type) => {
  const folder = join(root, 'nodes', type)
  const sources = readdirSync(folder).filter((file) => /(?<!\.test)\.ts$/.test(file))
  const source = sources.map((file) => readFileSync(join(folder, file), 'utf8')).join('')
  const codes = [
    ...[...source.matchAll(/\bcode: '([^']*)'/g)].map(([, code]) => code),
    ...(source.includes('egressReasonOf(') ? egressReasons : []),
    ...(source.includes('code: refusal') ? addressRefusals : []),
  ]

  it.each(languages)('has its words in %s, and no other', (language) => {
    const file = join(folder, `reasons.${language}.json`)
    const words = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Words) : {}
    expect(Object.keys(words).sort()).toEqual([...new Set(codes)].sort())
  })

  it('is no code of the house’s', () => {
    expect(codes.filter((code) => (stepCodes as readonly string[]).includes(String(code)))).toEqual([])
  })
})

it.each(languages)('every kind of work in the background has its words in %s', (language) => {
  const { kind } = read(language, 'settings.json').jobs as { kind: Words }
  expect(Object.keys(kind).sort()).toEqual([...jobKinds.keys()].sort())
})

/** Where what is kept and sent is made, but for the examples of what people write. */
const rooms = ['server', 'runtime', 'nodes']
const examples = 'server/openapi/examples.ts'
/** A reason that is given in words, two in a row: they would be read in one language for ever. */
const sentence =
  /\b(?:reason|why|note|parked|wayOut|found)\b\s*[:=](?:[^'"`,;{}\n]*\?)?\s*(['"`])(?:(?!\1).)*[\w’}] [\w$](?:(?!\1).)*\1/gi

const sentencesIn = (source: string): string[] => [...source.matchAll(sentence)].map(([words]) => words)

it('what is kept or sent says why in a code, never in a sentence', () => {
  const files = rooms.flatMap((room) =>
    readdirSync(join(root, room), { recursive: true }).map((file) => join(room, String(file))),
  )
  const found = files
    .filter((file) => /(?<!\.test)\.ts$/.test(file) && file !== examples)
    .flatMap((file) => sentencesIn(readFileSync(join(root, file), 'utf8')).map((words) => `${file}: ${words}`))
  expect(found).toEqual([])
})

it.each([
  "go('next', { note: 'asked again' })",
  "step.reason = 'too many chats of their network wait already'",
  'note: typed ? `typed “parcel”, read as Track my order` : undefined',
  '{ parked: `failed 5 times`, dueAt }',
  "reason:\n      'The channel’s API address cannot be used'",
  "wayOut: 'Enter them again, and save.'",
  "found: 'Both servers accept the sign-in.'",
  "{ kind: 'away', why: `Telegram answers with 502` }",
])('a sentence such as %j is found', (source) => {
  expect(sentencesIn(source)).toHaveLength(1)
})
