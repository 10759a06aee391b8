import { role } from '#schemas/api/accounts.ts'
import { channelTrouble } from '#schemas/api/channels.ts'
import { flow } from '#schemas/api/flows.ts'
import {
  anyObject,
  instant,
  language,
  listOf,
  mapOf,
  maybe,
  object,
  oneOf,
  orNull,
  revision,
  type Shape,
  text,
  whole,
  yesNo,
} from '#schemas/api/shape.ts'
import { channelKinds } from '#schemas/message.ts'
import type {
  ChannelDoc,
  ChannelTroubles,
  FlowDoc,
  FlowOrderDoc,
  InvitationDoc,
  LivePointerDoc,
  MemberDoc,
  SecretDoc,
  TokenDoc,
  UserDoc,
  VersionDoc,
  WorkspaceDoc,
} from './collections.ts'

const key = text(500)
const name = text(200)
const count = whole(0, Number.MAX_SAFE_INTEGER)

/**
 * JSON Schemas of what people set up, by collection. What a customer's message writes has none: turns, and what is derived from
 * them, are made by the runtime and the projections alone, whose types and tests say what they are.
 */
export const documentSchemas: Record<string, Shape | undefined> = {
  users: object<UserDoc>({
    _id: key,
    email: text(254),
    name,
    passwordHash: text(500),
    passwordBy: maybe(key),
    passwordChangedAt: instant,
    createdAt: instant,
  }),
  tokens: object<TokenDoc>({
    _id: key,
    workspaceId: key,
    userId: key,
    name,
    role,
    hash: text(64, 64),
    prefix: text(20),
    createdAt: instant,
    expiresAt: instant,
    lastUsedAt: maybe(instant),
  }),
  workspaces: object<WorkspaceDoc>({
    _id: key,
    name,
    language: maybe(language),
    timeZone: text(64),
    country: maybe(text(2)),
    demo: yesNo,
    createdAt: instant,
  }),
  invitations: object<InvitationDoc>({
    _id: key,
    workspaceId: key,
    email: text(254),
    role,
    invitedBy: key,
    hash: text(64, 64),
    state: oneOf(['open', 'accepted', 'declined']),
    createdAt: instant,
    expiresAt: instant,
    openedAt: maybe(instant),
    acceptedBy: maybe(key),
    endedAt: maybe(instant),
  }),
  members: object<MemberDoc>({ _id: key, workspaceId: key, userId: key, role, createdAt: instant }),
  channels: object<ChannelDoc>({
    _id: key,
    workspaceId: key,
    kind: oneOf(channelKinds),
    name,
    settings: anyObject,
    secrets: mapOf(text(10_000)),
    createdAt: instant,
    troubles: maybe(
      object<ChannelTroubles>({ call: maybe(channelTrouble), status: maybe(channelTrouble), account: maybe(channelTrouble) }),
    ),
  }),
  secrets: object<SecretDoc>({
    _id: key,
    workspaceId: key,
    name: text(60),
    sealed: text(10_000),
    ending: maybe(text(4, 4)),
    hosts: listOf(text(255), 20),
    createdBy: key,
    createdAt: instant,
    changedBy: key,
    changedAt: instant,
    revision: maybe(count),
    lastUsedAt: maybe(instant),
  }),
  flows: object<FlowDoc>({
    _id: key,
    workspaceId: key,
    draft: flow,
    summary: object<FlowDoc['summary']>({
      name,
      nodeCount: count,
      errors: count,
      warnings: count,
      unpublished: maybe(count),
      against: maybe(count),
    }),
    revision,
    savedAt: instant,
    savedBy: key,
  }),
  livePointers: object<LivePointerDoc>({
    _id: key,
    workspaceId: key,
    liveVersion: orNull(count),
    newestVersion: count,
    liveRevision: orNull(revision),
    paused: maybe<true>({ const: true }),
    withdrawn: maybe(
      object<NonNullable<LivePointerDoc['withdrawn']>>({
        upTo: count,
        people: oneOf(['hand-over', 'end']),
        by: key,
        at: instant,
        inside: count,
      }),
    ),
    withdrawAt: maybe(instant),
    createdAt: instant,
  }),
  flowOrders: object<FlowOrderDoc>({ _id: key, workspaceId: key, flowIds: listOf(key), revision: count }),
  versions: object<VersionDoc>({
    _id: key,
    workspaceId: key,
    flowId: key,
    version: count,
    flow,
    publishedAt: instant,
    publishedBy: key,
  }),
}
