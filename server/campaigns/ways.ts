import { campaignTemplate, campaignText } from '#runtime/campaign-message.ts'
import { isForgotten } from '#runtime/forget.ts'
import type { ConversationState } from '#schemas/conversation.ts'
import type { OutgoingMessage } from '#schemas/message.ts'
import type { chatsOf } from '../chats/index.ts'
import type { Engine } from '../engine/engine.ts'
import { newestState } from '../engine/turns/take-turn.ts'
import type { ContactDoc } from '../people/index.ts'
import type { Campaign, CampaignChannel } from './campaign.ts'

/** One way to somebody. */
export interface Way {
  channelId: string
  kind: CampaignChannel['kind']
  /** Absent where no chat has begun yet: it begins with this. */
  conversationId?: string
  state?: ConversationState
  /** Where they are on the channel; of a chat that begins. */
  address: string
  language: string
  /** What is said; undefined where a flow says it. */
  message?: OutgoingMessage
}

/** The chats somebody has on these channels, and where one may begin; in the order in which they are tried. */
export async function waysTo(
  engine: Engine,
  campaign: Campaign,
  contact: ContactDoc,
  chats: Awaited<ReturnType<typeof chatsOf>>,
  through: string | undefined,
): Promise<Way[]> {
  const { plan, channels } = campaign
  const listed = plan.channels.length > 0
  const ways: Way[] = []
  for (const chat of chats) {
    const channel = channels.find(({ id }) => id === chat.channelId)
    if (!channel || (through !== undefined && channel.id !== through)) continue
    const known = engine.newest.get(chat._id) ?? (await newestState(engine, chat._id))
    if (!known || isForgotten(known.state)) continue
    ways.push(wayIn(campaign, contact, channel, known.state))
  }
  // Who never wrote there may be written to where their number or address is their id.
  for (const channel of channels) {
    if (through !== undefined && channel.id !== through) continue
    if (ways.some(({ channelId }) => channelId === channel.id)) continue
    const address = channel.kind === 'whatsapp' ? contact.phone?.replace(/^\+/, '') : undefined
    if (address) ways.push(wayBeginning(campaign, contact, channel, address))
  }
  if (listed) ways.sort((a, b) => plan.channels.indexOf(a.channelId) - plan.channels.indexOf(b.channelId))
  return ways
}

function wayIn(campaign: Campaign, contact: ContactDoc, channel: CampaignChannel, state: ConversationState): Way {
  const language = state.language ?? (contact as { language?: string }).language ?? campaign.language
  const way: Way = {
    channelId: channel.id,
    kind: channel.kind,
    conversationId: state.conversationId,
    state,
    address: state.address,
    language,
  }
  return withMessage(campaign, contact, way)
}

const wayBeginning = (campaign: Campaign, contact: ContactDoc, { id, kind }: CampaignChannel, address: string): Way =>
  withMessage(campaign, contact, {
    channelId: id,
    kind,
    address,
    language: (contact as { language?: string }).language ?? campaign.language,
  })

function withMessage(campaign: Campaign, { _id, name, phone, email, fields, tags }: ContactDoc, way: Way): Way {
  const { what } = campaign.plan
  const contact = {
    id: _id,
    ...(name ? { name } : {}),
    ...(phone ? { phone } : {}),
    ...(email ? { email } : {}),
    fields,
    tags,
  }
  const to = { contact, language: way.language, channel: way.kind }
  if (what.kind === 'text') return { ...way, message: campaignText(what.text, to, campaign.language) }
  if (what.kind === 'flow') return way
  const sendable = (campaign.templates.get(way.channelId) ?? []).filter((one) => one.state === 'approved' && !one.beyond)
  const message = campaignTemplate(sendable, what.values, to)
  return message ? { ...way, message } : way
}
