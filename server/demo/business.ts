import type { WebChatSettings } from '#schemas/channel-settings.ts'
import type { Flow } from '#schemas/flow.ts'
import type { Language } from '#schemas/text.ts'
import type { Season } from './arrivals.ts'
import type { Chance } from './random.ts'

/** A shop of the demo, and how its customers are. Likelihoods go from 0 to 1, weights are compared with one another. */
export interface Business {
  workspace: string
  channel: string
  webChat: WebChatSettings
  /** Where some write mails instead; `share`: how many of its customers do. */
  mailbox?: { channel: string; address: string; share: number }
  /** As it was first published, and as it was published again when half of the time was over. */
  versions: [Flow, Flow]
  season: Omit<Season, 'days'>
  languages: Record<Language, number>
  /** What people come for: a weight, and the options they pick for it. */
  wants: { weight: number; options(language: Language): string[] }[]
  /** Options picked by mood rather than by what one came for, by node. */
  moods: Record<string, Record<string, number>>
  /** How many never answer, by node; the others' share is `leaves.others`. */
  leaves: Record<string, number> & { others: number }
  /** What is written at an open question, by node. */
  answers: Record<string, (language: Language, chance: Chance) => string>
  agents: { name: string; email: string }[]
  /** The teams that its flow hands over to, by name, with the places of their people in `agents`. */
  teams: Record<string, number[]>
  /** Hours of the day in which agents answer. */
  desk: { opens: number; closes: number }
}

/** The flow while one of its questions still waited without a time limit. */
export function withoutReminder(flow: Flow, nodeId: string): Flow {
  const older = structuredClone(flow)
  delete older.nodes.find(({ id }) => id === nodeId)?.data.config.noAnswerSeconds
  older.edges = older.edges.filter(({ source, sourceHandle }) => source !== nodeId || sourceHandle !== 'no-answer')
  return older
}
