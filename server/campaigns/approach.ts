import { createHash } from 'node:crypto'
import { dialects } from '#runtime/channels/dialects.ts'
import type { Allowance } from '#runtime/channels/window.ts'
import { askGate, type GateFacts } from '#runtime/gate.ts'
import { servicePurpose } from '#schemas/consent.ts'
import type { Decision } from '#schemas/gate.ts'
import { instantAt } from '#schemas/instant.ts'
import type { ChannelKind } from '#schemas/message.ts'
import { type ConversationDoc, chatsOf } from '../chats/index.ts'
import type { Engine } from '../engine/engine.ts'
import type { ContactDoc } from '../people/index.ts'
import { type Campaign, dayMs, hourMs, ownZone } from './campaign.ts'
import { grants, reached } from './collections.ts'
import { consentFacts, standingConsents } from './consent-facts.ts'
import { takenOf } from './grants.ts'
import { type Way, waysTo } from './ways.ts'

/** How soon it is looked again whether a chat with a person is over, a template is back, a channel works. */
const lookAgainMs = hourMs / 2

export interface Approached {
  decision: Decision
  way?: Way
}

/** What is not asked a second time. */
export interface AskedBefore {
  /** They have a place of the cap already, or nobody gives any: a dry run counts those who have one. */
  recipient?: string
  /** It goes through this channel now, for it is on its way there. */
  through?: string
}

/** Whether somebody gets nothing, by chance: the same each time it is asked. */
export function isHeldOut(campaignId: string, contactId: string, percent: number): boolean {
  const dice = createHash('sha256').update(`${campaignId} ${contactId}`).digest().readUInt32BE(0)
  return dice / 2 ** 32 < percent / 100
}

/**
 * Asks the gate for one person of a broadcast, and finds the way to them: the first on which it may go, else the first on which it may go
 * later. Writes nothing.
 */
export async function approach(
  engine: Engine,
  campaign: Campaign,
  contact: ContactDoc | null,
  { recipient, through }: AskedBefore = {},
): Promise<Approached> {
  const now = engine.now()
  if (!contact) return { decision: askGate({ now, erased: true }) }
  if (!campaign.flowIsLive) return { decision: { may: 'no', code: 'flow-gone' } }
  const { plan, rules, workspaceId } = campaign
  const got = await engine.store.collection(grants).get(contact._id)
  const isOnItsWay = through !== undefined
  const [standing, chats] = await Promise.all([standingConsents(engine, contact), chatsOfPage(engine, workspaceId, contact)])
  const isWithPerson = chats.some(({ status, owner }) => status === 'open' && owner.kind !== 'flow')
  const person: GateFacts = {
    now,
    ...personFacts(contact),
    ...(isWithPerson ? { chatOpen: { lookAt: now + lookAgainMs } } : {}),
    ...(plan.compare && !isOnItsWay ? { heldOut: isHeldOut(campaign.id, contact._id, plan.compare.holdOut) } : {}),
    ...(rules.cap && plan.purpose !== servicePurpose && !isOnItsWay
      ? { cap: { ...rules.cap, got: takenOf(got, rules.cap, now, recipient ?? '') } }
      : {}),
  }
  const saidOn = (kind: ChannelKind, conversationId?: string): Partial<GateFacts> => {
    const { stoppedAtVendor, ...facts } = consentFacts(standing, plan.purpose, kind, conversationId)
    const heldUntil = got?.heldUntil ? { heldUntil: Date.parse(got.heldUntil) } : {}
    return { ...facts, vendor: { stopped: stoppedAtVendor, ...heldUntil } }
  }
  const ways = await waysTo(engine, campaign, contact, chats, through)
  if (ways.length === 0) {
    const said = campaign.channels[0] ? saidOn(campaign.channels[0].kind) : {}
    return { decision: askGate({ ...person, ...said, reachable: false }) }
  }
  let best: Approached | undefined
  for (const way of ways) {
    const facts = await wayFacts(engine, campaign, contact, way, isOnItsWay)
    const decision = askGate({ ...person, ...saidOn(way.kind, way.conversationId), ...facts })
    if (decision.may === 'go') return { decision, way }
    if (!best || (best.decision.may === 'no' && decision.may === 'later')) best = { decision, way }
  }
  return best as Approached
}

/** The chats of a person, those of the contacts that were found to be the same among them. */
async function chatsOfPage(engine: Engine, workspaceId: string, { _id, members = [] }: ContactDoc): Promise<ConversationDoc[]> {
  const all = await Promise.all([_id, ...members].map((id) => chatsOf(engine.store, workspaceId, id)))
  return all.flat().sort((a, b) => (a.updatedAt < b.updatedAt ? 1 : -1))
}

const personFacts = ({ restricted }: ContactDoc): Pick<GateFacts, 'restricted'> => (restricted ? { restricted } : {})

async function wayFacts(
  engine: Engine,
  campaign: Campaign,
  contact: ContactDoc,
  way: Way,
  isOnItsWay: boolean,
): Promise<Partial<GateFacts>> {
  const { plan, rules } = campaign
  const now = engine.now()
  const channel = campaign.channels.find(({ id }) => id === way.channelId)
  const hours = { ...(rules.quiet ? { quiet: rules.quiet } : {}), ...(rules.weekend ? { weekend: rules.weekend } : {}) }
  const zone = ownZone(contact, campaign.timeZone)
  return {
    reachable: true,
    ...(plan.what.kind === 'template' ? { template: templateFacts(campaign, way, now) } : {}),
    says: plan.what.kind === 'template' || campaign.beginsWithTemplate ? 'template' : 'text',
    allowance: allowanceOf(way, now),
    hours,
    ...(zone ? { zone } : {}),
    ...(channel?.outOfOrder ? { outOfOrder: { until: now + lookAgainMs } } : {}),
    ...(rules.dailyReach !== undefined && !isOnItsWay
      ? { reach: await reachFacts(engine, way.channelId, contact._id, rules.dailyReach, now) }
      : {}),
  }
}

function templateFacts(campaign: Campaign, way: Way, now: number): NonNullable<GateFacts['template']> {
  const lookAt = now + lookAgainMs
  if (way.message) return { state: 'approved', lookAt }
  const known = campaign.templates.get(way.channelId) ?? []
  return { state: known.some(({ state }) => state === 'off' || state === 'pending') ? 'off' : 'none', lookAt }
}

/** Of whom nobody knows when they wrote last, or who never did, a window is shut. */
function allowanceOf({ kind, state }: Way, now: number): Allowance {
  const { window } = dialects[kind]
  const at = instantAt(now)
  return window.of({ windowUntil: state?.windowUntil ?? instantAt(0) }, at).flow
}

/** Who was written to in these 24 hours costs nothing more. */
async function reachFacts(engine: Engine, channelId: string, contactId: string, most: number, now: number) {
  const docs = engine.store.collection(reached)
  const since = instantAt(now - dayMs)
  const own = await docs.get(reachedId(channelId, contactId))
  if (own && own.at > since) return { left: 1, renewsAt: now }
  const today = { channelId, at: { $gt: since } }
  const left = most - (await docs.count(today, { atMost: most }))
  if (left > 0) return { left, renewsAt: now }
  const [first] = (await docs.find(today, { sort: { at: 1 }, limit: 1 })).items
  return { left, renewsAt: first ? Date.parse(first.at) + dayMs : now + hourMs }
}

export const reachedId = (channelId: string, contactId: string): string => `${channelId}.${contactId}`
