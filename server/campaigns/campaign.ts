import type { BroadcastPlan, SendingRules } from '#schemas/broadcast.ts'
import type { ConversationState } from '#schemas/conversation.ts'
import type { MessageTemplate } from '#schemas/message-template.ts'
import { channelsOf, templatesAtHand } from '../channels/index.ts'
import type { Engine } from '../engine/engine.ts'
import type { ContactDoc } from '../people/index.ts'
import { workspaceOf } from '../workspaces/index.ts'
import { sendingRulesOf } from './sending-rules.ts'

export const hourMs = 3_600_000
export const dayMs = 24 * hourMs
/** What holds for everybody of a broadcast, read once for many of them. */
export interface Campaign {
  id: string
  workspaceId: string
  plan: BroadcastPlan
  rules: SendingRules
  /** The workspace's. */
  timeZone: string | undefined
  language: string
  channels: CampaignChannel[]
  /** By the id of their account's first channel; of those it may be sent in. */
  templates: ReadonlyMap<string, MessageTemplate[]>
  /** The node it begins at says nothing but a template. */
  beginsWithTemplate: boolean
  /** It begins a flow that is live. */
  flowIsLive: boolean
}

export interface CampaignChannel {
  id: string
  kind: ConversationState['channel']['kind']
  outOfOrder: boolean
}

/** Reads what holds for everybody of a broadcast. */
export async function campaignOf(
  engine: Engine,
  { id, workspaceId, plan }: Pick<Campaign, 'id' | 'workspaceId' | 'plan'>,
): Promise<Campaign> {
  const { store } = engine
  const [{ revision: _, ...rules }, all, timeZone, workspace, live] = await Promise.all([
    sendingRulesOf(store, workspaceId),
    channelsOf(store, workspaceId),
    engine.timeZones.of(workspaceId),
    workspaceOf(store, workspaceId),
    engine.flows.live(workspaceId),
  ])
  const channels = all
    .filter((channel) => plan.channels.length === 0 || plan.channels.includes(channel._id))
    .map(({ _id, kind, troubles }) => ({
      id: _id,
      kind,
      outOfOrder: Object.values(troubles ?? {}).some(({ stops }) => stops),
    }))
  const templates = new Map<string, MessageTemplate[]>()
  const { what } = plan
  if (what.kind === 'template')
    for (const { id: channelId } of channels) {
      const known = await templatesAtHand(store, workspaceId, channelId)
      const named = known.filter(
        (one) => one.name === what.name && (what.languages.length === 0 || what.languages.includes(one.language)),
      )
      templates.set(channelId, named)
    }
  const compiled = what.kind === 'flow' ? live.starting.find((flow) => flow.flowId === what.flowId) : undefined
  const node = what.kind === 'flow' && what.nodeId !== undefined ? compiled?.nodes.get(what.nodeId) : undefined
  return {
    id,
    workspaceId,
    plan,
    rules: rules as SendingRules,
    timeZone,
    language: workspace?.language ?? 'en',
    channels,
    templates,
    beginsWithTemplate: node?.type === 'template-message',
    flowIsLive: what.kind !== 'flow' || (compiled !== undefined && (what.nodeId === undefined || node !== undefined)),
  }
}

/** Whose clock it goes by. */
export const zoneOf = ({ plan: { when }, timeZone }: Campaign, contact: ContactDoc): string | undefined =>
  when.kind !== 'now' && when.zone === 'shop' ? timeZone : ownZone(contact, timeZone)

/** Their own, else the shop's. */
export const ownZone = (contact: ContactDoc, fallback: string | undefined): string | undefined =>
  (contact as { timeZone?: string }).timeZone ?? fallback
