import { caseCloses } from '../case.ts'
import {
  anyText,
  count,
  type FromFields,
  id,
  instant,
  listing,
  maybe,
  named,
  object,
  oneOf,
  pageFields,
  person,
  whole,
  yes,
} from './shape.ts'
import { channelKind } from './turns.ts'

const status = oneOf(['open', 'closed'])

const caseFields = {
  id: anyText,
  /** Counted from 1 in its conversation. */
  number: whole(1, 99_999_999),
  /** This and `contact`: absent where the chat was deleted. */
  conversationId: maybe(id),
  contact: maybe(object({ id, name: maybe(anyText) })),
  channel: object({ id, kind: channelKind, name: anyText }),
  status,
  openedAt: instant,
  openedBy: oneOf(['contact', 'hand-off', 'agent']),
  /** When something was first said to them, by whomever; and by a person. */
  answeredAt: maybe(instant),
  repliedAt: maybe(instant),
  repliedBy: maybe(person),
  handOffs: count,
  /** How often it was opened again after it had closed. */
  reopened: count,
  closedAt: maybe(instant),
  closing: maybe(object({ code: oneOf(caseCloses), by: maybe(person), words: maybe(anyText) })),
  /** All that was before there were cases: its times are near, and who answered is not known. */
  lifted: maybe(yes),
}
/** One matter of one conversation, from its opening to its closing. */
export type CaseView = FromFields<typeof caseFields>
export const caseView = named<CaseView>('Case', object(caseFields))

/** `by`: which instant `since` and `until` are of; the newest of it first. `closed` leaves out what is open. */
export const casesQuery = object({
  by: maybe(oneOf(['opened', 'closed'])),
  status: maybe(status),
  since: maybe(instant),
  until: maybe(instant),
  channelId: maybe(id),
  reason: maybe(oneOf(caseCloses)),
  ...pageFields,
})
/** GET /workspaces/{w}/cases?by=opened|closed&status=&since=&until=&channelId=&reason=&after=&limit= · GET …/conversations/{c}/cases → Listing<CaseView> */
export const caseList = listing(caseView)
