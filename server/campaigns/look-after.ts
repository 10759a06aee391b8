import { standingOf } from '#schemas/broadcast.ts'
import { instantAt } from '#schemas/instant.ts'
import { rowsOf } from '../chats/index.ts'
import type { Engine } from '../engine/engine.ts'
import type { CampaignSending } from '../outbox/of-campaigns.ts'
import { type ContactDoc, contactsWith } from '../people/index.ts'
import type { Change } from '../store/contract.ts'
import { dayMs, hourMs } from './campaign.ts'
import { type BroadcastDoc, type RecipientDoc, recipients } from './collections.ts'
import { holdPerson } from './grants.ts'
import { successOf } from './success.ts'

const atOnce = 200
const mostHolds = 3
/** As the vendors' own limit of what one person gets says. */
const holdMs = dayMs

/**
 * Looks what became of the next of those who were written to: delivered, read, failed, held by the vendor; whether they answered, and did
 * what counts as success. Where it goes on; absent when all were looked at.
 */
export async function lookAfter(
  engine: Engine,
  sending: CampaignSending,
  doc: BroadcastDoc,
  after: string | undefined,
): Promise<{ after?: string; changed: boolean }> {
  const docs = engine.store.collection(recipients)
  const page = await docs.find(
    { broadcastId: doc._id, open: true },
    { sort: { open: 1 }, limit: atOnce, ...(after ? { after } : {}) },
  )
  const said = page.items.flatMap((one) => one.said ?? [])
  const contactIds = doc.plan.success.by === 'event' ? page.items.map(({ contactId }) => contactId) : []
  const [deliveries, rows, contacts] = await Promise.all([
    sending.of(said),
    rowsOf(
      engine.store,
      page.items.flatMap(({ conversationId }) => conversationId ?? []),
    ),
    contactsWith(engine.store, doc.workspaceId, contactIds),
  ])
  const contactOf = new Map(contacts.map((contact) => [contact._id, contact]))
  const byId = new Map(deliveries.map((delivery) => [delivery._id, delivery]))
  const inboundOf = new Map(rows.map(({ _id, inbound, updatedAt }) => [_id, { inbound, updatedAt }]))
  let changed = false
  for (const one of page.items) {
    const found = (one.said ?? []).flatMap((id) => byId.get(id) ?? [])
    const change = await newsOf(engine, doc, one, found, inboundOf.get(one.conversationId ?? ''), contactOf.get(one.contactId))
    if (!change) continue
    changed = true
    await docs.update(one._id, change, { state: one.state, at: one.at })
  }
  return { ...(page.next ? { after: page.next } : {}), changed }
}

type Delivery = Awaited<ReturnType<CampaignSending['of']>>[number]

async function newsOf(
  engine: Engine,
  { workspaceId, plan }: BroadcastDoc,
  one: RecipientDoc,
  deliveries: Delivery[],
  row: { inbound: number; updatedAt: string } | undefined,
  contact: ContactDoc | undefined,
): Promise<Change | undefined> {
  const now = engine.now()
  const set: Record<string, unknown> = {}
  const unset: string[] = []
  const wrote = row !== undefined && row.inbound > (one.inbound ?? row.inbound)
  if (wrote && !one.repliedAt) set.repliedAt = row.updatedAt
  const repliedAt = one.repliedAt ?? (set.repliedAt as string | undefined)
  if (!one.succeededAt) {
    const succeededAt = successOf(plan.success, { ...one, ...(repliedAt ? { repliedAt } : {}) }, contact)
    if (succeededAt) set.succeededAt = succeededAt
  }
  if (one.state === 'held') {
    // Whoever writes in between may be answered: the vendor's limit is of what nobody asked for.
    if (wrote && (one.dueAt ?? '') > instantAt(now)) set.dueAt = instantAt(now)
  } else if (one.state !== 'held-out') {
    const news = await standingAfter(engine, workspaceId, one, deliveries)
    Object.assign(set, news?.set)
    unset.push(...(news?.unset ?? []))
  }
  const until = Date.parse(one.sentAt ?? one.at) + plan.success.days * dayMs
  if (now > until && one.state !== 'held') unset.push('open')
  if (Object.keys(set).length === 0 && unset.length === 0) return undefined
  return { ...(Object.keys(set).length > 0 ? { $set: set } : {}), ...(unset.length > 0 ? { $unset: unset } : {}) }
}

const rank = { sent: 0, delivered: 1, read: 2 } as const

async function standingAfter(
  engine: Engine,
  workspaceId: string,
  one: RecipientDoc,
  deliveries: Delivery[],
): Promise<{ set: Record<string, unknown>; unset?: string[] } | undefined> {
  const now = engine.now()
  const failed = deliveries.find(({ status }) => status === 'failed')
  if (failed) {
    const code = failed.reason?.code ?? 'refused'
    if (code === 'put-off') {
      const dueAt = failed.reason?.values?.until ?? instantAt(now + hourMs)
      const why = failed.reason?.values?.why ?? 'pace'
      return {
        set: { state: 'waiting', standing: standingOf('waiting', why), code: why, at: instantAt(now), dueAt },
        unset: ['open'],
      }
    }
    if (code === 'enough-marketing' && (one.holds ?? 0) < mostHolds) {
      const dueAt = instantAt(now + holdMs)
      await holdPerson(engine.store, { workspaceId, contactId: one.contactId }, dueAt)
      return {
        set: { state: 'held', standing: 'held', code: 'held', at: instantAt(now), dueAt, holds: (one.holds ?? 0) + 1 },
      }
    }
    if (one.state === 'failed') return undefined
    if (code === 'campaign-stopped') {
      const why = failed.reason?.values?.why ?? 'cancelled'
      return { set: { state: 'skipped', standing: standingOf('skipped', why), code: why, at: instantAt(now) }, unset: ['open'] }
    }
    return { set: { state: 'failed', standing: standingOf('failed', code), code, at: instantAt(now) } }
  }
  const statuses = deliveries.map(({ status }) =>
    status === 'read' || status === 'played' ? 'read' : status === 'delivered' ? 'delivered' : 'sent',
  )
  // Of several messages the least says how far it is.
  const least = statuses.sort((a, b) => rank[a] - rank[b])[0] ?? 'sent'
  if (least === one.state || one.state === 'failed' || rank[least] <= (rank[one.state as keyof typeof rank] ?? 0))
    return undefined
  return { set: { state: least, standing: least, at: instantAt(now) } }
}
