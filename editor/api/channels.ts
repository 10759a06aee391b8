import type { ChannelChange, ChannelTest, ChannelView, NewChannel } from '#schemas/api/channels.ts'
import type { LimitHit } from '#schemas/api/limits.ts'
import type { Listing } from '#schemas/api/shape.ts'
import { readAll } from './read-all.ts'
import { create, request } from './request.ts'

export const listChannels = (w: string) => readAll<ChannelView>(`/workspaces/${w}/channels`)

export const addChannel = (w: string, channel: NewChannel) => create<ChannelView>(`/workspaces/${w}/channels`, channel)

export const changeChannel = (w: string, channelId: string, change: ChannelChange) =>
  request<ChannelView>('PATCH', `/workspaces/${w}/channels/${channelId}`, change)

export const removeChannel = (w: string, channelId: string) => request<void>('DELETE', `/workspaces/${w}/channels/${channelId}`)

export const testChannel = (w: string, channelId: string) =>
  request<ChannelTest>('POST', `/workspaces/${w}/channels/${channelId}/test`)

export const listLimitHits = (w: string, channelId: string) =>
  request<Listing<LimitHit>>('GET', `/workspaces/${w}/channels/${channelId}/limits`)

export const freeNetwork = (w: string, channelId: string, limitId: string, freed: boolean) =>
  request<LimitHit>('PATCH', `/workspaces/${w}/channels/${channelId}/limits/${limitId}`, { freed })
