import { mayGive, type Role } from '#schemas/roles.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { inWorkspace } from '../store/in-workspace.ts'
import { tokens } from './collections.ts'
import { type Actor, recordAudit } from './record-audit.ts'

/** Ends an API token at once. */
export async function deleteToken(
  deps: Pick<Deps, 'store' | 'now' | 'random'>,
  actor: Actor & { role: Role },
  tokenId: string,
): Promise<void> {
  const docs = inWorkspace(deps.store, tokens, actor.workspaceId)
  const token = await docs.get(tokenId)
  if (!token) throw new AppError('not-found')
  if (!mayGive[actor.role].includes(token.role)) throw new AppError('not-allowed')
  await docs.delete({ _id: tokenId })
  await recordAudit(deps, actor, 'delete', `token ${tokenId}`)
}
