import type {
  BroadcastChange,
  BroadcastView,
  DryRunView,
  NewBroadcast,
  RecipientView,
  SendingRulesView,
} from '#schemas/api/broadcasts.ts'
import type { PrivacyView } from '#schemas/api/privacy.ts'
import type { Listing } from '#schemas/api/shape.ts'
import { readAll } from './read-all.ts'
import { create, request } from './request.ts'

const all = (w: string) => `/workspaces/${w}/broadcasts`
const one = (w: string, b: string) => `${all(w)}/${b}`

export const listBroadcasts = (w: string) => readAll<BroadcastView>(all(w))

export const getBroadcast = (w: string, b: string) => request<BroadcastView>('GET', one(w, b))

export const createBroadcast = (w: string, broadcast: NewBroadcast) => create<BroadcastView>(all(w), broadcast)

/** 409 `stale-broadcast` when somebody saved it since, `broadcast-begun` when it runs. */
export const changeBroadcast = (w: string, b: string, change: BroadcastChange) =>
  request<BroadcastView>('PATCH', one(w, b), change)

export const deleteBroadcast = (w: string, b: string) => request<void>('DELETE', one(w, b))

export const moveBroadcast = (w: string, b: string, how: 'start' | 'pause' | 'resume' | 'cancel') =>
  request<BroadcastView>('POST', `${one(w, b)}/${how}`)

/** Asks for everybody whether they would get it now; it goes on in the background. */
export const beginDryRun = (w: string, b: string) => request<DryRunView>('POST', `${one(w, b)}/dry-run`)

/** 404 before it was begun. */
export const getDryRun = (w: string, b: string) => request<DryRunView>('GET', `${one(w, b)}/dry-run`)

export const listRecipients = (w: string, b: string, query: { standing: string; dry?: 'true'; after?: string; limit?: number }) =>
  request<Listing<RecipientView>>('GET', `${one(w, b)}/recipients`, undefined, query)

export const getSendingRules = (w: string) => request<SendingRulesView>('GET', `/workspaces/${w}/sending-rules`)

/** 409 `stale-rules` when somebody saved them since. */
export const changeSendingRules = (w: string, rules: SendingRulesView) =>
  request<SendingRulesView>('PUT', `/workspaces/${w}/sending-rules`, rules)

export const getPrivacy = (w: string) => request<PrivacyView>('GET', `/workspaces/${w}/privacy`)
