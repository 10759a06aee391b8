import { rightKinds } from '../right.ts'
import {
  anyObject,
  anyText,
  type FromFields,
  type FromShape,
  id,
  instant,
  listing,
  listOf,
  maybe,
  named,
  object,
  oneOf,
  person,
  type Shape,
  text,
  yesNo,
} from './shape.ts'

/** GET /workspaces/{w}/contacts/{k}/export: all there is; `/export/page` gives the same to read. What subjects keep besides stands under their names. */
export interface PersonExport {
  at: string
  contacts: object[]
  log: { at: string; consent?: object }[]
  conversations: { id: string; channel: string; turns: object[] }[]
  [kept: string]: unknown
}
export const personExport: Shape<PersonExport> = {
  ...named('PersonExport', {
    type: 'object',
    required: ['at', 'contacts', 'log', 'conversations'],
    properties: {
      at: instant,
      contacts: listOf(anyObject),
      log: listOf(anyObject, 1_000_000),
      conversations: listOf(anyObject, 1_000_000),
    },
  }),
}

/** PUT /workspaces/{w}/contacts/{k}/restriction: somebody restricted leaves segments, broadcasts and exports, and is still answered. */
export const restriction = object({ restricted: yesNo })

const requestFields = {
  id,
  kind: oneOf(rightKinds),
  /** Absent once they are erased. */
  contactId: maybe(id),
  at: instant,
  /** Two working days. */
  answerBy: instant,
  /** Fifteen days. */
  doneBy: instant,
  by: person,
  note: maybe(anyText),
  answeredAt: maybe(instant),
  doneAt: maybe(instant),
}
/** GET, POST /workspaces/{w}/privacy/requests · PATCH …/{requestId} */
export type RequestView = FromFields<typeof requestFields>
export const request = named<RequestView>('PrivacyRequest', object(requestFields))
export const requests = listing(request)

export const newRequest = object({ kind: oneOf(rightKinds), contactId: id, note: maybe(text(2000)) })
export type NewRequest = FromShape<typeof newRequest>

export const requestChange = object({ answered: maybe(yesNo), done: maybe(yesNo), note: maybe(text(2000)) })
export type RequestChange = FromShape<typeof requestChange>
