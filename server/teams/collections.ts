import { instant, object } from '#schemas/api/shape.ts'
import type { Instant } from '#schemas/instant.ts'
import type { Stored } from '../store/contract.ts'
import { define } from '../store/define-collection.ts'
import { key, name } from '../store/fields.ts'

/** People who answer together. `_id` is `<workspaceId>.<teamId>`: flows name a team by the latter. Who is in it stands on the members. */
export interface TeamDoc extends Stored {
  workspaceId: string
  name: string
  createdAt: Instant
}

export const teams = define<TeamDoc>(
  'teams',
  [{ name: 'name', fields: { workspaceId: 1, name: 1 }, unique: true }],
  object<TeamDoc>({ _id: key, workspaceId: key, name, createdAt: instant }),
)
