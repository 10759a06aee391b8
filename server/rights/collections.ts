import { instant, listOf, maybe, object, oneOf, text } from '#schemas/api/shape.ts'
import type { Instant } from '#schemas/instant.ts'
import { type RightKind, rightKinds } from '#schemas/right.ts'
import type { Stored } from '../store/contract.ts'
import { define } from '../store/define-collection.ts'
import { key } from '../store/fields.ts'

/** A person who is erased. What stays when it is done leads back to nobody. */
export interface ErasureDoc extends Stored {
  workspaceId: string
  userId: string
  at: Instant
  /** Until all of it is gone. */
  contactIds?: string[]
  conversationIds?: string[]
  dueAt?: Instant
  doneAt?: Instant
}

export const erasures = define<ErasureDoc>(
  'erasures',
  [
    { name: 'due', fields: { dueAt: 1 }, whenPresent: 'dueAt' },
    { name: 'workspace', fields: { workspaceId: 1, at: -1 } },
  ],
  object<ErasureDoc>({
    _id: key,
    workspaceId: key,
    userId: key,
    at: instant,
    contactIds: maybe(listOf(key)),
    conversationIds: maybe(listOf(key)),
    dueAt: maybe(instant),
    doneAt: maybe(instant),
  }),
)

/** What a person asked for, and when it is due. Of somebody erased stays that it was asked for and done. */
export interface RequestDoc extends Stored {
  workspaceId: string
  kind: RightKind
  contactId?: string
  at: Instant
  /** By then they have an answer, and by then it is done. */
  answerBy: Instant
  doneBy: Instant
  by: string
  note?: string
  answeredAt?: Instant
  doneAt?: Instant
}

export const privacyRequests = define<RequestDoc>(
  'privacyRequests',
  [
    { name: 'workspace', fields: { workspaceId: 1, at: -1 } },
    { name: 'contact', fields: { workspaceId: 1, contactId: 1 }, whenPresent: 'contactId' },
  ],
  object<RequestDoc>({
    _id: key,
    workspaceId: key,
    kind: oneOf(rightKinds),
    contactId: maybe(key),
    at: instant,
    answerBy: instant,
    doneBy: instant,
    by: key,
    note: maybe(text(2000)),
    answeredAt: maybe(instant),
    doneAt: maybe(instant),
  }),
)
