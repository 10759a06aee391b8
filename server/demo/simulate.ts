import { closeQuiet } from '../chats/index.ts'
import type { Simulated } from '../simulation.ts'
import type { Agenda } from './agenda.ts'
import { arrivals } from './arrivals.ts'
import { type Chats, startChats } from './chats.ts'
import { type Customer, newCustomer, wantsOf } from './customer.ts'
import { desk } from './desk.ts'
import type { Shop } from './open-shop.ts'
import { phrasesIn } from './phrases.ts'
import type { Chance } from './random.ts'

/** Some weeks of shops. */
export interface Season {
  server: Simulated
  shops: readonly Shop[]
  agenda: Agenda
  chance: Chance
  days: number
  /** It ends here: who waits then is still waiting. */
  until: number
  /** Told how far it is, from 0 to 1. */
  progress?(share: number): void
}

/** The hours before the end, whatever the time of day: how many more come, as a share of all. */
const rush = { hours: 3, share: 0.035 }

/** Some weeks of customers, in the order of time, through the real runtime. How many chats began and how many turns were taken. */
export async function simulate({ server, shops, agenda, chance, days, until, progress }: Season) {
  const rushFrom = until - rush.hours * 3_600_000
  const chats = startChats({ server, agenda, chance, handedOver: desk(agenda, chance, rushFrom) })
  const began = agenda.now()
  let begun = 0
  for (const shop of shops) {
    const customers: Customer[] = []
    const usual = arrivals({ ...shop.business.season, days }, until, chance)
    const atLast = Array.from(
      { length: Math.ceil(usual.length * rush.share) },
      () => rushFrom + chance.next() * (until - rushFrom),
    )
    for (const at of [...usual, ...atLast.map(Math.floor)]) {
      agenda.at(at, () => {
        begun += 1
        return arrive(chats, shop, customers, chance)
      })
    }
    agenda.at(began + (until - began) / 2, () => shop.publishAgain())
  }
  for (let at = began + anHour; at < until; at += anHour) agenda.at(at, () => closeQuietOnes(server))
  await agenda.runUntil(until, (now) => progress?.((now - began) / (until - began)))
  await server.projections.flush()
  return { chats: begun, turns: chats.turns() }
}

const anHour = 3_600_000

/** Cases of chats that went quiet close, as in a running server, which looks more often. */
async function closeQuietOnes({ projections, engine }: Simulated): Promise<void> {
  await projections.flush()
  await closeQuiet(engine)
}

/** Somebody writes: a new customer, or one who was here before and comes for something else. */
async function arrive(chats: Chats, shop: Shop, customers: Customer[], chance: Chance): Promise<void> {
  const known = customers.length > 20 && chance.happens(0.2) ? chance.pick(customers.slice(0, -20)) : undefined
  const key = `${shop.business.workspace.toLowerCase().replace(/\W+/g, '-')}-${String(customers.length).padStart(24, '0')}`
  const customer = known ?? newCustomer(shop.business, key, chance)
  if (known) {
    known.wants = wantsOf(shop.business, known.language, chance)
    known.stood.clear()
  } else customers.push(customer)
  await chats.says(chats.open(shop, customer), { kind: 'text', text: chance.pick(phrasesIn(customer.language).opening) })
}
