import type {
  ChannelChange,
  ChannelTemplates,
  ChannelTest,
  ChannelView,
  NewChannel,
  WorkspaceTemplates,
} from '#schemas/api/channels.ts'
import type { LimitHit } from '#schemas/api/limits.ts'
import type { Listing } from '#schemas/api/shape.ts'
import type { MessageTemplate, TemplateDraft } from '#schemas/message-template.ts'
import { readAll } from './read-all.ts'
import { create, request } from './request.ts'

export const listChannels = (w: string) => readAll<ChannelView>(`/workspaces/${w}/channels`)

export const addChannel = (w: string, channel: NewChannel) => create<ChannelView>(`/workspaces/${w}/channels`, channel)

export const changeChannel = (w: string, channelId: string, change: ChannelChange) =>
  request<ChannelView>('PATCH', `/workspaces/${w}/channels/${channelId}`, change)

export const removeChannel = (w: string, channelId: string) => request<void>('DELETE', `/workspaces/${w}/channels/${channelId}`)

export const testChannel = (w: string, channelId: string) =>
  request<ChannelTest>('POST', `/workspaces/${w}/channels/${channelId}/test`)

/** What the vendor approved and did not; asked of it once an hour at most. */
export const listTemplates = (w: string, channelId: string) =>
  request<ChannelTemplates>('GET', `/workspaces/${w}/channels/${channelId}/templates`)

/** Of every channel, as they were read last. */
export const listWorkspaceTemplates = (w: string) => request<WorkspaceTemplates>('GET', `/workspaces/${w}/templates`)

/** Asks the vendor anew. */
export const readTemplates = (w: string, channelId: string) =>
  request<ChannelTemplates>('POST', `/workspaces/${w}/channels/${channelId}/templates/sync`)

/** Sends it for approval. */
export const createTemplate = (w: string, channelId: string, draft: TemplateDraft) =>
  create<MessageTemplate>(`/workspaces/${w}/channels/${channelId}/templates`, draft)

export const changeTemplate = (w: string, channelId: string, templateId: string, draft: TemplateDraft) =>
  request<MessageTemplate>('PUT', `/workspaces/${w}/channels/${channelId}/templates/${templateId}`, draft)

export const deleteTemplate = (w: string, channelId: string, templateId: string) =>
  request<void>('DELETE', `/workspaces/${w}/channels/${channelId}/templates/${templateId}`)

export const listLimitHits = (w: string, channelId: string) =>
  request<Listing<LimitHit>>('GET', `/workspaces/${w}/channels/${channelId}/limits`)

export const freeNetwork = (w: string, channelId: string, limitId: string, freed: boolean) =>
  request<LimitHit>('PATCH', `/workspaces/${w}/channels/${channelId}/limits/${limitId}`, { freed })
