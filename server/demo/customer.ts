import type { FlowNode } from '#schemas/flow.ts'
import type { Choice, IncomingContent, OutgoingMessage } from '#schemas/message.ts'
import type { Language } from '#schemas/text.ts'
import type { Business } from './business.ts'
import { phrasesIn } from './phrases.ts'
import type { Chance } from './random.ts'

export interface Customer {
  /** The key of their browser. */
  key: string
  /** Of those who write mails. */
  mail?: { name: string; address: string }
  language: Language
  /** The options that lead to what they came for. */
  wants: string[]
  /** How often they stood at a node. */
  stood: Map<string, number>
}

/** What a flow asks, and whether it speaks up by itself, to somebody who has looked away. */
export interface Question {
  node: FlowNode
  message: OutgoingMessage
  unasked: boolean
}

export function newCustomer(business: Business, key: string, chance: Chance): Customer {
  const language = chance.weighed(business.languages)
  const mail = business.mailbox && chance.happens(business.mailbox.share) ? { mail: mailerOf(key, chance) } : {}
  return { key, ...mail, language, wants: wantsOf(business, language, chance), stood: new Map() }
}

/** Nobody's: mail.example is no place, and none of them is known by any other name. */
function mailerOf(key: string, chance: Chance): { name: string; address: string } {
  const name = `${chance.pick(firstNames)} ${chance.pick(lastNames)}`
  return { name, address: `${name.toLowerCase().replace(/\W+/g, '.')}.${Number(key.slice(-6))}@mail.example` }
}

/** What somebody comes for this time. */
export function wantsOf(business: Business, language: Language, chance: Chance): string[] {
  const weights = Object.fromEntries(business.wants.map(({ weight }, i) => [`want ${i}`, weight]))
  const wanted = chance.weighed(weights).slice('want '.length)
  return business.wants[Number(wanted)]?.options(language) ?? []
}

/** What a customer does about a question, and after how many seconds; null when they never answer. */
export function answerTo(
  business: Business,
  customer: Customer,
  question: Question,
  chance: Chance,
): { after: number; content: IncomingContent } | null {
  const { node, message, unasked } = question
  const stood = (customer.stood.get(node.id) ?? 0) + 1
  customer.stood.set(node.id, stood)
  const words = phrasesIn(customer.language)
  // Mails are read between other things.
  const slow = (unasked ? 60 : chance.happens(0.05) ? 90 : 1) * (customer.mail ? 6 : 1)
  const typed = (text: string, median: number) => ({
    after: chance.seconds(median * slow),
    content: { kind: 'text', text } as IncomingContent,
  })

  if (chance.happens(unasked ? 0.09 : 0.001)) return typed(stopWord(business, customer.language), 30)
  if (chance.happens(business.leaves[node.id] ?? business.leaves.others)) return null
  if (message.kind !== 'choices') {
    const write = business.answers[node.id]
    return typed(write && !chance.happens(0.1) ? write(customer.language, chance) : chance.pick(words.beside), 50)
  }
  if (stood > 3) return null
  const choice = choose(business, customer, node, message.choices, chance)
  const way = chance.weighed(customer.mail ? byMail : byTapping)
  if (way === 'taps') return { after: chance.seconds(9 * slow), content: { kind: 'choice', id: choice.id, label: choice.label } }
  if (way === 'number') return typed(String(message.choices.indexOf(choice) + 1), 14)
  if (way === 'wrong') return typed(chance.happens(0.5) ? misspelt(choice.label, chance) : chance.pick(words.beside), 20)
  return typed(way === 'synonym' ? synonymOf(node, choice, customer.language, chance) : choice.label, 18)
}

/** How a choice is made. */
const byTapping = { taps: 76, label: 8, synonym: 6, number: 3, wrong: 7 }
const byMail = { taps: 0, label: 26, synonym: 8, number: 58, wrong: 8 }

const firstNames = ['Mei', 'Ka Yan', 'Wing', 'Siu Ming', 'Jun', 'Amy', 'Oliver', 'Priya', 'Tommy', 'Yuki']
const lastNames = ['Chan', 'Lee', 'Wong', 'Cheung', 'Lam', 'Brown', 'Ng', 'Ho', 'Lau', 'Patel']

function choose(business: Business, customer: Customer, node: FlowNode, choices: Choice[], chance: Chance): Choice {
  const mood = business.moods[node.id]
  const wanted = mood ? [chance.weighed(mood)] : customer.wants
  const fitting = choices.find(({ id }) => wanted.includes(id))
  // Who comes back to the same question has another one.
  if (fitting && (customer.stood.get(node.id) ?? 0) <= 2) return fitting
  return chance.pick(choices.filter(({ id }) => id !== 'not-me'))
}

function synonymOf(node: FlowNode, choice: Choice, language: Language, chance: Chance): string {
  const options: { id: string; synonyms?: Record<Language, string[]> }[] = node.data.config.options ?? []
  const synonyms = options.find(({ id }) => id === choice.id)?.synonyms?.[language] ?? []
  return synonyms.length > 0 ? chance.pick(synonyms) : choice.label
}

/** A letter is missing, and another one too in longer words. */
function misspelt(label: string, chance: Chance): string {
  const letters = [...label]
  for (let slips = letters.length > 8 ? 2 : 1; slips > 0; slips--) letters.splice(Math.floor(chance.next() * letters.length), 1)
  return letters.join('').trim() || label
}

function stopWord(business: Business, language: Language): string {
  const stop = business.versions[1].settings.commands.find(({ action }) => action === 'stop')
  return stop?.words[language]?.[0] ?? 'stop'
}
