import { country, quietHours, role, timeZone } from './accounts.ts'
import {
  type FromFields,
  type FromShape,
  id,
  instant,
  language,
  listing,
  maybe,
  named,
  nameText,
  object,
  text,
  yesNo,
} from './shape.ts'

const workspaceFields = {
  id,
  name: text(120),
  /** What new flows are written in unless said otherwise. */
  language,
  timeZone,
  /** Whose phone numbers are those without a country code. Guessed from the time zone unless set. */
  country: maybe(country),
  /** After so many hours without a word, with no person and no question open, a case is over. */
  closeAfterQuietHours: quietHours,
  role,
  demo: yesNo,
  createdAt: instant,
}
/** GET /workspaces → Listing<WorkspaceView>. POST /workspaces NewWorkspace · PATCH /workspaces/{w} WorkspaceChange → WorkspaceView */
export type WorkspaceView = FromFields<typeof workspaceFields>
export const workspace = named<WorkspaceView>('Workspace', object(workspaceFields))
export const workspaces = listing(workspace)

export const newWorkspace = object({ name: nameText, language: maybe(language), timeZone })
export type NewWorkspace = FromShape<typeof newWorkspace>

export const workspaceChange = object({
  name: maybe(nameText),
  language: maybe(language),
  timeZone: maybe(timeZone),
  country: maybe(country),
  closeAfterQuietHours: maybe(quietHours),
})
export type WorkspaceChange = FromShape<typeof workspaceChange>
