import type { ManyChange } from '#schemas/api/contacts.ts'
import type { JobView } from '#schemas/api/jobs.ts'
import type { Caller } from '../accounts/index.ts'
import type { Viewer } from '../chats/index.ts'
import { type Deps, newId } from '../deps.ts'
import { invalidInput } from '../errors.ts'
import { beginJob } from '../jobs/begin-job.ts'
import { jobView } from '../jobs/job-view.ts'
import { changePeople } from './change-people.ts'
import { checkChange, fittingOf } from './check-change.ts'
import { changedBy } from './edit-contact.ts'
import { visibleIds } from './read-contacts.ts'

const atOnce = 500

/** Begins to change many people: those of them whom whoever asks may see. */
export async function changeMany(
  deps: Pick<Deps, 'store' | 'now' | 'random' | 'engine' | 'names' | 'jobKinds'>,
  who: Viewer,
  caller: Caller,
  { contacts, ...given }: ManyChange,
): Promise<JobView> {
  const { workspaceId, agentId } = who
  const change = checkChange(await fittingOf(deps.engine, workspaceId), given)
  if (Object.keys(change).length === 0) throw invalidInput({ path: '', message: 'says nothing to change' })
  const asked = [...new Set(contacts)]
  const contactIds: string[] = []
  for (let at = 0; at < asked.length; at += atOnce)
    contactIds.push(...(await visibleIds(deps.store, who, asked.slice(at, at + atOnce))))
  const input = { contactIds, change: { ...change, ...changedBy(caller) } }
  return jobView(
    deps,
    await beginJob(deps, changePeople, { id: newId(deps), workspaceId, by: agentId, input, of: contactIds.length }),
  )
}
