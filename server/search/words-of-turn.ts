import { shownEvent } from '#runtime/shown-event.ts'
import type { IncomingContent } from '#schemas/message.ts'
import type { AgentAction, Turn } from '#schemas/turn.ts'
import type { WordsDoc } from './collections.ts'
import { numbersIn, wordsIn } from './words-in.ts'

const mostWords = 300
/** Of a longer text only the beginning is found. */
const longestText = 5_000
const shortestOfName = 2
const shortestOfNumber = 3
const shortestEnd = 4
const longestEdge = 20

/** A text that can be searched, and whose it is. */
interface Searchable {
  by: 'contact' | 'agent' | 'note' | 'person'
  text: string
}

/** What people wrote in a turn, and what it told of the person. What flows say is the same for everybody, and sensitive answers are not there. */
export function searchableIn(turn: Turn): Searchable[] {
  return [...saidIn(turn), ...toldIn(turn)]
}

/** What a turn is found by; undefined when there is nothing. */
export function wordsOfTurn(turn: Turn): WordsDoc | undefined {
  const all = new Set<string>()
  for (const { text } of saidIn(turn)) {
    for (const { word } of wordsIn(text)) for (const one of isNumber(word) ? edges(word, shortestOfNumber) : [word]) all.add(one)
    for (const { word } of numbersIn(text)) for (const one of [...edges(word, shortestOfNumber), ...ends(word)]) all.add(one)
  }
  for (const { text } of toldIn(turn)) for (const word of wordsOfPerson(text)) all.add(word)
  if (all.size === 0) return undefined
  return { _id: turn._id, workspaceId: turn.workspaceId, words: [...all].slice(0, mostWords), at: turn.at }
}

/** What a name, a number or an address of somebody's is found by: its words and how they begin, and how a number ends. */
export function wordsOfPerson(text: string): string[] {
  const all: string[] = []
  for (const { word } of wordsIn(text)) all.push(...edges(word, isNumber(word) ? shortestOfNumber : shortestOfName))
  for (const word of numberOf(text)) all.push(...edges(word, shortestOfNumber), ...ends(word))
  // A family name of one character begins a name that is cut into pairs.
  const first = String.fromCodePoint(text.codePointAt(0) ?? 0)
  if (/\p{sc=Han}/u.test(first)) all.push(first)
  return all
}

const clipped = (by: Searchable['by'], texts: string[]): Searchable[] =>
  texts.map((text) => ({ by, text: text.slice(0, longestText) }))

function saidIn(turn: Turn): Searchable[] {
  const event = shownEvent(turn)
  if (event.kind === 'message') return clipped('contact', textsIn(event.message.content))
  if (event.kind === 'echo') return clipped('agent', textsIn(event.message.content))
  if (event.kind === 'assign') return event.note ? clipped('note', [event.note]) : []
  return event.kind === 'agent' ? writtenIn(event.action) : []
}

/** What an agent wrote, to the customer or to colleagues. */
function writtenIn(action: AgentAction): Searchable[] {
  switch (action.do) {
    case 'reply':
      return clipped('agent', [action.text])
    case 'note':
    case 'remind':
      return clipped('note', [action.text])
    case 'close':
      return action.reason ? clipped('note', [action.reason]) : []
    default:
      return []
  }
}

/** What was learned of the person: their name, number, address. */
function toldIn({ steps, effects }: Turn): Searchable[] {
  // What was taken from a sensitive answer is as sensitive.
  if (steps.some(({ hidden }) => hidden)) return []
  return effects.flatMap((effect) => {
    if (effect.kind !== 'set-contact') return []
    const { name, phone, email } = effect.contact
    return clipped(
      'person',
      [name, phone, email].filter((text) => text !== undefined),
    )
  })
}

/** What a person wrote themselves: a tapped choice is the flow's text. */
function textsIn(content: IncomingContent): string[] {
  switch (content.kind) {
    case 'text':
    case 'edited':
    case 'order':
      return [content.text]
    case 'media':
      return [content.caption, content.fileName].filter((text) => text !== undefined)
    case 'location':
      return [content.name, content.address].filter((text) => text !== undefined)
    case 'contacts':
      return content.contacts.flatMap(({ name, phones }) => [name, ...phones])
    case 'form':
      return Object.values(content.values).filter((value) => typeof value === 'string')
    default:
      return []
  }
}

const isNumber = (word: string): boolean => /\d/.test(word) && word.length > shortestOfNumber

const numberOf = (text: string): string[] => {
  const digits = text.replace(/\D/g, '')
  return /^[+\d ().-]+$/.test(text) && digits.length > shortestEnd ? [digits] : []
}

/** A word and how it begins. */
function edges(word: string, shortest: number): string[] {
  const all = [word]
  const characters = [...word]
  for (let length = shortest; length < Math.min(characters.length, longestEdge); length++)
    all.push(characters.slice(0, length).join(''))
  return all
}

/** How a number ends: people know the last digits. */
const ends = (word: string): string[] =>
  Array.from({ length: Math.max(0, word.length - shortestEnd) }, (_, n) => word.slice(-(n + shortestEnd)))
