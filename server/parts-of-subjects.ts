import type { Registry } from '#nodes/contract.ts'
import { projectConversations } from './chats/index.ts'
import type { EngineParts } from './engine/parts.ts'
import { projectTimers } from './engine/timers/project-timers.ts'
import { flowLibrary } from './flows/index.ts'
import { projectContacts } from './people/index.ts'
import { secretBook } from './secrets/index.ts'
import { projectCounters } from './statistics/index.ts'
import type { Store } from './store/contract.ts'
import { workspaceTimeZones } from './workspaces/index.ts'

/** What the subjects give the engine, which knows none of them. */
export const partsOfSubjects = (store: Store, registry: Registry) =>
  ({
    flows: flowLibrary(store, registry),
    timeZones: workspaceTimeZones(store),
    secretBook: secretBook(store),
    projections: [projectTimers, projectConversations, projectContacts, projectCounters],
  }) satisfies Partial<EngineParts>
