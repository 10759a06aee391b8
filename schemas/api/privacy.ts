import { mostPurposes } from '../consent.ts'
import { keptClasses, type Purpose, type Retention } from '../privacy.ts'
import { localisedText } from '../text.ts'
import {
  type FromFields,
  type FromShape,
  instant,
  listOf,
  maybe,
  named,
  nameText,
  object,
  revision,
  type Shape,
  whole,
} from './shape.ts'

export const purposeId: Shape<string> = {
  type: 'string',
  pattern: '^[a-z0-9][a-z0-9-]{0,39}$',
  'x-reason': 'is made of 1 to 40 small letters, digits and -',
}

export const purpose = named(
  'Purpose',
  object<Purpose>({ id: purposeId, name: { ...nameText, maxLength: 60 }, says: maybe(localisedText) }),
)

const countUpTo = whole(0, 1_000)

/** In days. */
const days = maybe(whole(1, 36_500))
export const retention = object<Retention>(
  Object.fromEntries(keptClasses.map((kept) => [kept, days])) as Record<(typeof keptClasses)[number], typeof days>,
)

const settings = { purposes: { ...listOf(purpose, mostPurposes), minItems: 1 }, retention }

const privacyFields = { ...settings, revision, changedAt: maybe(instant) }
/** GET /workspaces/{w}/privacy · PUT PrivacyChange → PrivacyView; a stale revision answers 409 `stale-privacy`. */
export type PrivacyView = FromFields<typeof privacyFields>
export const privacy = named<PrivacyView>('Privacy', object(privacyFields))

export const privacyChange = object({ revision, ...settings })
export type PrivacyChange = FromShape<typeof privacyChange>

const wouldGoFields = Object.fromEntries(keptClasses.map((kept) => [kept, maybe(countUpTo)])) as Record<
  (typeof keptClasses)[number],
  ReturnType<typeof maybe<number>>
>
/** How much of each class would go today; 1,000 stands for that many or more. */
export const wouldGo = object(wouldGoFields)
export type WouldGo = FromShape<typeof wouldGo>
