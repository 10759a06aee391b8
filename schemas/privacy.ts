import { firstPurposes } from './consent.ts'
import type { LocalisedText } from './text.ts'

/** What a person is asked for. Flows, broadcasts and consents name it by its id. */
export interface Purpose {
  id: string
  /** What people of the shop call it. */
  name: string
  /** What stops when it is refused, as the person reads it, by language; the name where there is none. */
  says?: LocalisedText
}

/** What is kept for so many days only; kept for ever where there is no number. */
export const keptClasses = ['chats', 'files', 'requests'] as const
export type KeptClass = (typeof keptClasses)[number]
export type Retention = Partial<Record<KeptClass, number>>

/** What a workspace that has set nothing works with. */
export const firstPrivacy = (): { purposes: Purpose[]; retention: Retention } => ({
  purposes: firstPurposes.map((id) => ({ id, name: firstNames[id] })),
  retention: {},
})

const firstNames: Record<(typeof firstPurposes)[number], string> = { service: 'Service', offers: 'Offers', surveys: 'Surveys' }
