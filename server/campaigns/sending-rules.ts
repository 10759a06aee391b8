import type { SendingRulesView } from '#schemas/api/broadcasts.ts'
import type { SendingRules } from '#schemas/broadcast.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { type Store, UniqueViolation } from '../store/contract.ts'
import { type Actor, recordAudit } from '../workspaces/index.ts'
import { sendingRules } from './collections.ts'

/** Nobody is woken, and nobody gets more than two a week, unless the workspace says otherwise. */
const usualRules: SendingRules = { quiet: { from: '21:00', to: '09:00' }, cap: { most: 2, days: 7 } }

/** When and how often people of a workspace are written to unasked. */
export async function sendingRulesOf(store: Store, workspaceId: string): Promise<SendingRulesView> {
  const doc = await store.collection(sendingRules).get(workspaceId)
  return doc
    ? ({ ...doc.rules, revision: doc.revision } as SendingRulesView)
    : ({ ...usualRules, revision: 0 } as SendingRulesView)
}

/** Sets them, on top of the revision they were made from: whoever comes later than another is told. */
export async function changeSendingRules(
  deps: Pick<Deps, 'store' | 'now' | 'random'>,
  actor: Actor,
  { revision, ...rules }: SendingRulesView,
): Promise<SendingRulesView> {
  const { workspaceId } = actor
  const docs = deps.store.collection(sendingRules)
  const changed =
    revision === 0
      ? await docs.insert({ _id: workspaceId, workspaceId, rules, revision: 1 }).then(
          () => true,
          (error: unknown) => {
            if (error instanceof UniqueViolation) return false
            throw error
          },
        )
      : await docs.update(workspaceId, { $set: { rules, revision: revision + 1 } }, { revision })
  if (!changed) throw new AppError('stale-rules')
  await recordAudit(deps, actor, 'change', 'sending rules')
  return sendingRulesOf(deps.store, workspaceId)
}
