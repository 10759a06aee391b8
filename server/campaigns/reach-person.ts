import { firstState } from '#runtime/first-state.ts'
import { standingOf } from '#schemas/broadcast.ts'
import { servicePurpose } from '#schemas/consent.ts'
import { instantAt } from '#schemas/instant.ts'
import type { Turn, TurnEvent } from '#schemas/turn.ts'
import type { Engine } from '../engine/engine.ts'
import { campaignKey } from '../engine/event-keys.ts'
import { ConversationGone } from '../engine/turns/in-conversation-of.ts'
import { takeTurn, turnOf } from '../engine/turns/take-turn.ts'
import { type ContactDoc, joinContact } from '../people/index.ts'
import type { Change } from '../store/contract.ts'
import { approach, reachedId } from './approach.ts'
import { type Campaign, dayMs } from './campaign.ts'
import { type RecipientDoc, reached, recipients } from './collections.ts'
import { endGrant, takeGrant } from './grants.ts'
import { notMeantAnyMore } from './still-meant.ts'
import type { Way } from './ways.ts'

/** Who waits longer than that since it was due for them first does not get it any more. */
const longestWaitMs = 7 * dayMs
const lookAgainMs = 30 * 60_000

/**
 * Does for one person of a broadcast what is to be done now: asks the gate, takes a place of the cap, takes the turn, and writes down what
 * came of it. The turn's key is the recipient's id, so a crash after any line, or another process that does the same, takes it once.
 */
export async function reachPerson(
  engine: Engine,
  campaign: Campaign,
  startedBy: string,
  recipient: RecipientDoc,
  contact: ContactDoc | null,
): Promise<'sent' | 'not'> {
  const docs = engine.store.collection(recipients)
  const now = engine.now()
  const note = async (change: Change): Promise<void> => {
    await docs.update(recipient._id, change, { state: { $in: ['waiting', 'sending'] } })
  }
  if (recipient.state === 'sending') {
    // Somebody began it: its turn may be there.
    const turn = await turnOf(engine, campaignKey(recipient._id))
    if (turn) {
      await sent(engine, campaign, recipient, turn, note)
      return 'sent'
    }
  }
  if (now - Date.parse(recipient.since) > longestWaitMs) {
    await note(skipped(now, 'too-late'))
    return 'not'
  }
  const left = contact && (await notMeantAnyMore(engine, campaign, recipient))
  const { decision, way } = left
    ? { decision: left, way: undefined }
    : await approach(engine, campaign, contact, { recipient: recipient._id })
  if (decision.may === 'no') {
    const at = instantAt(now)
    const heldOut = { $set: { state: 'held-out', standing: 'held-out', open: true, at, sentAt: at }, $unset: ['dueAt', 'code'] }
    await note(decision.code === 'held-out' ? heldOut : skipped(now, decision.code, decision.values))
    return 'not'
  }
  if (decision.may === 'later') {
    await note(waits(now, decision.code, decision.at))
    return 'not'
  }
  if (!contact || !way) return 'not'
  const { cap } = campaign.rules
  const who = { workspaceId: campaign.workspaceId, contactId: contact._id }
  // Before its turn: of two campaigns at this moment one takes the last place.
  if (cap && campaign.plan.purpose !== servicePurpose && !(await takeGrant(engine.store, who, recipient._id, cap, now))) {
    await note(skipped(now, 'enough', { most: String(cap.most), days: String(cap.days) }))
    return 'not'
  }
  const begun = { state: 'sending', standing: 'sending', at: instantAt(now) }
  if (
    !(await docs.update(recipient._id, { $set: begun, $unset: ['code', 'values'] }, { state: { $in: ['waiting', 'sending'] } }))
  )
    return 'not'
  const taken = await take(engine, campaign, startedBy, recipient, contact, way)
  if (taken.kind !== 'refused') {
    await sent(engine, campaign, recipient, taken.turn, note)
    return 'sent'
  }
  await endGrant(engine.store, contact._id, recipient._id, false)
  if (taken.refused === 'opted-out') await note(skipped(now, 'opted-out'))
  else if (taken.refused === 'window-closed') await note(skipped(now, 'window-closed'))
  else if (taken.refused === 'not-owner') await note(waits(now, 'chat-open', instantAt(now + lookAgainMs)))
  else await note(skipped(now, 'person-gone'))
  return 'not'
}

const skipped = (now: number, code: string, values?: Record<string, string>): Change => ({
  $set: {
    state: 'skipped',
    standing: standingOf('skipped', code),
    code,
    at: instantAt(now),
    ...(values ? { values } : {}),
  },
  $unset: ['dueAt', ...(values ? [] : ['values'])],
})

const waits = (now: number, code: string, dueAt: string): Change => ({
  $set: { state: 'waiting', standing: standingOf('waiting', code), code, at: instantAt(now), dueAt },
  $unset: ['values'],
})

/** Takes the turn; of somebody who never wrote there the chat begins with it. */
async function take(
  engine: Engine,
  { id, workspaceId, plan }: Campaign,
  by: string,
  recipient: RecipientDoc,
  contact: ContactDoc,
  way: Way,
) {
  const ofCampaign = { id, recipient: recipient._id, purpose: plan.purpose }
  const event: TurnEvent | undefined =
    plan.what.kind === 'flow'
      ? {
          kind: 'begin',
          flowId: plan.what.flowId,
          ...(plan.what.nodeId === undefined ? {} : { nodeId: plan.what.nodeId }),
          by,
          campaign: ofCampaign,
        }
      : way.message && { kind: 'send', message: way.message, by, lane: 'bulk', campaign: ofCampaign }
  const nobody = { kind: 'refused', refused: 'nothing-to-do', owner: { kind: 'flow' } } as const
  if (!event) return nobody
  const channel = { id: way.channelId, workspaceId }
  let conversationId = way.conversationId
  if (conversationId === undefined) {
    if (!(await joinContact(engine, { channel, externalId: way.address, contactId: contact._id }))) return nobody
    conversationId = await engine.people.conversationOf(channel, { externalId: way.address })
  }
  const of = conversationId
  const isNew = way.conversationId === undefined
  const first = async () => {
    const began = { workspaceId, channelKind: way.kind, message: { channelId: way.channelId, from: { externalId: way.address } } }
    const state = firstState(of, contact._id, began)
    const { name, phone, email, fields, tags } = contact
    state.contact = {
      ...state.contact,
      ...(name ? { name } : {}),
      ...(phone ? { phone } : {}),
      ...(email ? { email } : {}),
      fields,
      tags,
    }
    // They never wrote: no window is open.
    state.windowUntil = instantAt(engine.now())
    state.language = way.language
    return state
  }
  try {
    return await engine.queue.run(of, {
      run: (network) =>
        takeTurn(engine, {
          conversationId: of,
          event,
          inboundKey: campaignKey(recipient._id),
          looksFirst: true,
          network,
          ...(isNew ? { first } : {}),
        }),
    })
  } catch (error) {
    if (error instanceof ConversationGone) return nobody
    throw error
  }
}

async function sent(
  engine: Engine,
  campaign: Campaign,
  recipient: RecipientDoc,
  turn: Turn,
  note: (change: Change) => Promise<void>,
): Promise<void> {
  const { store } = engine
  const { contactId } = recipient
  const { channel, conversationId, inbound } = turn.state
  await store.collection(reached).put({
    _id: reachedId(channel.id, contactId),
    workspaceId: campaign.workspaceId,
    channelId: channel.id,
    at: turn.at,
    expiresAt: instantAt(Date.parse(turn.at) + dayMs),
  })
  await endGrant(store, contactId, recipient._id, true)
  await note({
    $set: {
      state: 'sent',
      standing: 'sent',
      at: turn.at,
      sentAt: turn.at,
      conversationId,
      channelKind: channel.kind,
      said: turn.say.map(({ id }) => id),
      inbound,
      open: true,
    },
    $unset: ['dueAt', 'code', 'values'],
  })
}
