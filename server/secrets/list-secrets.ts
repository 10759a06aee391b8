import type { SecretView } from '#schemas/api/secrets.ts'
import type { Listing, PageQuery } from '#schemas/api/shape.ts'
import type { Deps } from '../deps.ts'
import { inWorkspace } from '../store/in-workspace.ts'
import { keptSecrets } from './collections.ts'
import { secretViews } from './secret-view.ts'

/** The secrets of a workspace by name, and the flows that use each. */
export async function listSecrets(
  deps: Pick<Deps, 'store' | 'registry' | 'engine' | 'secrets'>,
  workspaceId: string,
  page: PageQuery,
): Promise<Listing<SecretView>> {
  const { items, next } = await inWorkspace(deps.store, keptSecrets, workspaceId).find({}, { sort: { name: 1 }, ...page })
  return { items: await secretViews(deps, workspaceId, items), ...(next ? { next } : {}) }
}
