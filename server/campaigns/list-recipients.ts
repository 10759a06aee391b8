import type { RecipientView } from '#schemas/api/broadcasts.ts'
import type { Listing } from '#schemas/api/shape.ts'
import { instantNow } from '../deps.ts'
import { contactsWith } from '../people/index.ts'
import { inWorkspace } from '../store/in-workspace.ts'
import { recipientView } from './broadcast-view.ts'
import { campaignOf } from './campaign.ts'
import { type BroadcastDeps, findBroadcast } from './change-broadcast.ts'
import { recipients } from './collections.ts'
import { wouldBe } from './dry-run.ts'
import { peopleOf } from './people-of.ts'

interface Asked {
  standing?: string | undefined
  dry?: 'true' | undefined
  after?: string | undefined
  limit?: number | undefined
}

/** So many people are looked at for one page of a dry run: it may be short, or empty, and go on. */
const mostLooked = 500

/** The people of a broadcast, of one standing or all; `dry`: as it would be if it started now. */
export async function listRecipients(
  deps: BroadcastDeps,
  workspaceId: string,
  id: string,
  { standing, dry, after, limit = 50 }: Asked,
): Promise<Listing<RecipientView>> {
  const doc = await findBroadcast(deps, workspaceId, id)
  if (dry) return dryPage(deps, workspaceId, id, { standing, after, limit })
  const found = await inWorkspace(deps.store, recipients, workspaceId).find(
    { broadcastId: doc._id, ...(standing ? { standing } : {}) },
    { limit, ...(after ? { after } : {}), ...(standing ? { sort: { standing: 1 as const } } : { sort: { _id: 1 as const } }) },
  )
  const contacts = await contactsWith(
    deps.store,
    workspaceId,
    found.items.map(({ contactId }) => contactId),
  )
  const byId = new Map(contacts.map((contact) => [contact._id, contact]))
  return { ...found, items: found.items.map((one) => recipientView(one, byId.get(one.contactId))) }
}

async function dryPage(
  deps: BroadcastDeps,
  workspaceId: string,
  id: string,
  { standing, after, limit }: { standing: string | undefined; after: string | undefined; limit: number },
): Promise<Listing<RecipientView>> {
  const doc = await findBroadcast(deps, workspaceId, id)
  const campaign = await campaignOf(deps.engine, { id, workspaceId, plan: doc.plan })
  const items: RecipientView[] = []
  let next = after
  let looked = 0
  do {
    const page = await peopleOf(deps.engine, workspaceId, doc.plan, { limit: Math.min(limit, 50), after: next })
    for (const { contact } of page.people) {
      const would = await wouldBe(deps.engine, campaign, contact)
      if (standing !== undefined && would !== standing) continue
      items.push({
        contact: { id: contact._id, ...(contact.name ? { name: contact.name } : {}) },
        standing: would,
        at: instantNow(deps),
      })
    }
    looked += Math.max(page.people.length, 1)
    next = page.next
  } while (next !== undefined && items.length < limit && looked < mostLooked)
  return { items, ...(next ? { next } : {}) }
}
