import type { Registry } from '#nodes/contract.ts'
import { calendarBook } from './calendar/index.ts'
import { closeChats, projectConversations, reopenChats } from './chats/index.ts'
import type { EngineParts } from './engine/parts.ts'
import { projectTimers } from './engine/timers/project-timers.ts'
import { flowLibrary, withdrawPeople } from './flows/index.ts'
import type { JobKind } from './jobs/job-kind.ts'
import type { JobKinds } from './jobs/run-jobs.ts'
import { people, projectContacts } from './people/index.ts'
import { secretBook } from './secrets/index.ts'
import { projectCounters } from './statistics/index.ts'
import type { Store } from './store/contract.ts'
import { workspaceTimeZones } from './workspaces/index.ts'

/** What the subjects give the engine, which knows none of them. */
export const partsOfSubjects = (store: Store, registry: Registry) =>
  ({
    flows: flowLibrary(store, registry),
    timeZones: workspaceTimeZones(store),
    people: people(store),
    calendars: calendarBook(store),
    secretBook: secretBook(store),
    projections: [
      { name: 'timers', project: projectTimers },
      { name: 'conversations', project: projectConversations },
      { name: 'contacts', project: projectContacts() },
      { name: 'counters', project: projectCounters },
    ],
  }) satisfies Partial<EngineParts>

/** What the subjects do in the background. */
export const jobKinds: JobKinds = new Map(
  ([closeChats, reopenChats, withdrawPeople] satisfies JobKind[]).map((kind) => [kind.kind, kind]),
)
