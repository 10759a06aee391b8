import type { NewToken, TokenView } from '#schemas/api/tokens.ts'
import { mayGive, type Role } from '#schemas/roles.ts'
import { hashOfSecret, instantIn } from '../accounts/index.ts'
import { type Deps, instantNow, newId } from '../deps.ts'
import { AppError } from '../errors.ts'
import { inWorkspace } from '../store/in-workspace.ts'
import { tokens } from './collections.ts'
import { tokenView } from './list-tokens.ts'
import { type Actor, recordAudit } from './record-audit.ts'

const prefixLength = 'alur_'.length + 8

/** A new API token. Its secret is in this answer and nowhere else; what is kept is a hash. */
export async function createToken(
  deps: Pick<Deps, 'store' | 'now' | 'random'>,
  actor: Actor & { role: Role },
  { name, role, expiresInDays }: NewToken,
): Promise<TokenView> {
  if (!mayGive[actor.role].includes(role)) throw new AppError('not-allowed')
  const secret = `alur_${deps.random(32).toString('base64url')}`
  const token = await inWorkspace(deps.store, tokens, actor.workspaceId).insert({
    _id: newId(deps),
    userId: actor.caller.user.id,
    name,
    role,
    hash: hashOfSecret(secret),
    prefix: secret.slice(0, prefixLength),
    createdAt: instantNow(deps),
    expiresAt: instantIn(deps, expiresInDays),
  })
  await recordAudit(deps, actor, 'create', `token ${token._id} as ${role}`)
  return { ...tokenView(token), secret }
}
