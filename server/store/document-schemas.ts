import { flow } from '#schemas/api/flows.ts'
import { anyObject, instant, mapOf, maybe, object, oneOf, orNull, revision, text, whole, yesNo } from '#schemas/api/shape.ts'
import { role } from '#schemas/api/sign-in.ts'
import { channelKinds } from '#schemas/message.ts'
import type { ChannelDoc, FlowDoc, MemberDoc, TokenDoc, UserDoc, VersionDoc, WorkspaceDoc } from './collections.ts'

/**
 * JSON Schemas of what people set up. What a customer's message writes has none: turns, and what is derived from them, are made
 * by the runtime and the projections alone, whose types and tests say what they are.
 */
const key = text(500)
const name = text(200)
const count = whole(0, Number.MAX_SAFE_INTEGER)

export const userSchema = object<UserDoc>({
  _id: key,
  email: text(254),
  name,
  passwordHash: text(500),
  passwordChangedAt: instant,
  createdAt: instant,
})

export const tokenSchema = object<TokenDoc>({
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
})

export const workspaceSchema = object<WorkspaceDoc>({ _id: key, name, timeZone: text(64), demo: yesNo, createdAt: instant })

export const memberSchema = object<MemberDoc>({ _id: key, workspaceId: key, userId: key, role, createdAt: instant })

export const channelSchema = object<ChannelDoc>({
  _id: key,
  workspaceId: key,
  kind: oneOf(channelKinds),
  name,
  settings: anyObject,
  secrets: mapOf(text(10_000)),
  createdAt: instant,
})

export const flowDocSchema = object<FlowDoc>({
  _id: key,
  workspaceId: key,
  draft: flow,
  summary: object<FlowDoc['summary']>({ name, nodeCount: count, errors: count, warnings: count }),
  revision,
  savedAt: instant,
  savedBy: key,
  liveVersion: orNull(count),
  newestVersion: count,
  liveRevision: orNull(revision),
  createdAt: instant,
})

export const versionSchema = object<VersionDoc>({
  _id: key,
  workspaceId: key,
  flowId: key,
  version: count,
  flow,
  publishedAt: instant,
  publishedBy: key,
})
