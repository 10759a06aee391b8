import type { WorkspaceChange, WorkspaceView } from '#schemas/api/workspaces.ts'
import type { Role } from '#schemas/roles.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { workspaces } from './collections.ts'
import { checkCountry } from './country.ts'
import { checkLanguage } from './language.ts'
import { workspaceView } from './list-workspaces.ts'
import { type Actor, recordAudit } from './record-audit.ts'
import { checkTimeZone } from './time-zone.ts'

/** Renames a workspace, gives it another language for its new flows, moves it to another time zone, or changes after how long a case is over. */
export async function changeWorkspace(
  deps: Pick<Deps, 'store' | 'now' | 'random'>,
  actor: Actor & { role: Role },
  { name, language, timeZone, country, closeAfterQuietHours }: WorkspaceChange,
): Promise<WorkspaceView> {
  if (language !== undefined) checkLanguage(language)
  if (timeZone !== undefined) checkTimeZone(timeZone)
  if (country !== undefined) checkCountry(country)
  const docs = deps.store.collection(workspaces)
  const $set = {
    ...(name === undefined ? {} : { name }),
    ...(language === undefined ? {} : { language }),
    ...(timeZone === undefined ? {} : { timeZone }),
    ...(country === undefined ? {} : { country }),
    ...(closeAfterQuietHours === undefined ? {} : { closeAfterQuietHours }),
  }
  const changed =
    Object.keys($set).length > 0 ? await docs.update(actor.workspaceId, { $set }) : await docs.get(actor.workspaceId)
  if (!changed) throw new AppError('not-found')
  await recordAudit(deps, actor, 'change', 'workspace')
  return workspaceView(changed, actor.role)
}
