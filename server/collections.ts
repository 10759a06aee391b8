import * as accounts from './accounts/collections.ts'
import * as calendar from './calendar/collections.ts'
import * as campaigns from './campaigns/collections.ts'
import * as channels from './channels/collections.ts'
import * as chats from './chats/collections.ts'
import * as costs from './costs/collections.ts'
import * as engine from './engine/collections.ts'
import * as events from './events/collections.ts'
import * as files from './files/collections.ts'
import * as flows from './flows/collections.ts'
import * as imports from './imports/collections.ts'
import * as jobs from './jobs/collections.ts'
import * as migrations from './migrations/collections.ts'
import * as outbox from './outbox/collections.ts'
import * as people from './people/collections.ts'
import * as rights from './rights/collections.ts'
import * as search from './search/collections.ts'
import * as secrets from './secrets/collections.ts'
import * as segments from './segments/collections.ts'
import * as statistics from './statistics/collections.ts'
import type { CollectionDefinition, Stored } from './store/contract.ts'
import * as teams from './teams/collections.ts'
import * as workspaces from './workspaces/collections.ts'

/** Every collection of the house. */
export const allCollections = [
  accounts,
  calendar,
  campaigns,
  channels,
  chats,
  costs,
  engine,
  events,
  files,
  flows,
  imports,
  jobs,
  migrations,
  outbox,
  people,
  rights,
  search,
  secrets,
  segments,
  statistics,
  teams,
  workspaces,
].flatMap((subject) => Object.values(subject)) as CollectionDefinition<Stored>[]
