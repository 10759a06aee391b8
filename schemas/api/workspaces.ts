import type { Instant } from '../instant.ts'
import type { Role } from '../roles.ts'
import type { Language } from '../text.ts'
import { country, role, timeZone } from './accounts.ts'
import { id, instant, language, listing, maybe, named, nameText, object, text, yesNo } from './shape.ts'

/** GET /workspaces · POST /workspaces { name, language?, timeZone } · PATCH /workspaces/{w}, also { country } */
export interface WorkspaceView {
  id: string
  name: string
  /** What new flows are written in unless said otherwise. */
  language: Language
  timeZone: string
  /** ISO 3166, such as HK: whose phone numbers are those without a country code. Guessed from the time zone unless set. */
  country?: string
  role: Role
  demo: boolean
  createdAt: Instant
}

export const workspace = named(
  'Workspace',
  object<WorkspaceView>({
    id,
    name: text(120),
    language,
    timeZone,
    country: maybe(country),
    role,
    demo: yesNo,
    createdAt: instant,
  }),
)
export const workspaces = listing(workspace)

export interface NewWorkspace {
  name: string
  language?: Language
  timeZone: string
}
export const newWorkspace = object<NewWorkspace>({ name: nameText, language: maybe(language), timeZone })
export interface WorkspaceChange extends Partial<NewWorkspace> {
  country?: string
}
export const workspaceChange = object<WorkspaceChange>({
  name: maybe(nameText),
  language: maybe(language),
  timeZone: maybe(timeZone),
  country: maybe(country),
})
