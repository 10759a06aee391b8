import type { Registry } from '#nodes/contract.ts'
import { calendarBook } from './calendar/index.ts'
import { dryRunBroadcast } from './campaigns/index.ts'
import {
  closeChats,
  conversationsWithCases,
  conversationsWithRows,
  passChats,
  projectCases,
  projectConversations,
  remakeCases,
  remakeConversation,
  reopenChats,
} from './chats/index.ts'
import type { EngineParts } from './engine/parts.ts'
import { projectTimers } from './engine/timers/project-timers.ts'
import { remakeTimer } from './engine/timers/remake-timer.ts'
import { eventsOf, forgetEventsOf, projectEvents, remakeEvents } from './events/index.ts'
import { flowLibrary, withdrawPeople } from './flows/index.ts'
import { checkImport, importPeople, undoImport } from './imports/index.ts'
import type { JobKind } from './jobs/job-kind.ts'
import { rebuildByConversation } from './jobs/rebuild.ts'
import type { JobKinds } from './jobs/run-jobs.ts'
import { changePeople, type Mark, type NewConversationId, people, projectContacts, remakeContact } from './people/index.ts'
import type { Keeper } from './rights/index.ts'
import { projectWords, remakeWords } from './search/index.ts'
import { secretBook } from './secrets/index.ts'
import { forgetMemberships, membershipsOf, sortSegment } from './segments/index.ts'
import { projectCounters, rebuildCounters } from './statistics/index.ts'
import type { Store } from './store/contract.ts'
import { teamBook } from './teams/index.ts'
import { workspaceTimeZones } from './workspaces/index.ts'

/** What the subjects give the engine, which knows none of them. */
export const partsOfSubjects = (
  store: Store,
  registry: Registry,
  now: () => number,
  newConversationId?: NewConversationId,
  mark?: Mark,
) =>
  ({
    flows: flowLibrary(store, registry, now),
    timeZones: workspaceTimeZones(store),
    people: people(store, now, newConversationId, mark),
    calendars: calendarBook(store),
    secretBook: secretBook(store),
    teams: teamBook(store),
    projections: [
      { name: 'timers', essential: true, project: projectTimers },
      { name: 'conversations', essential: true, project: projectConversations },
      { name: 'cases', project: projectCases },
      { name: 'contacts', project: projectContacts() },
      { name: 'counters', project: projectCounters },
      { name: 'words', project: projectWords },
      { name: 'events', project: projectEvents },
    ],
  }) satisfies Partial<EngineParts>

/** What makes a projection again, by its name. */
export const rebuilds = {
  timers: rebuildByConversation({ name: 'timers', remake: remakeTimer }),
  conversations: rebuildByConversation({ name: 'conversations', remake: remakeConversation }, conversationsWithRows),
  cases: rebuildByConversation({ name: 'cases', remake: remakeCases }, conversationsWithCases),
  contacts: rebuildByConversation({ name: 'contacts', remake: remakeContact }),
  counters: rebuildCounters,
  words: rebuildByConversation({ name: 'words', remake: remakeWords }),
  events: rebuildByConversation({ name: 'events', remake: remakeEvents }),
} satisfies Record<string, JobKind>

/** What the subjects keep of people beside turns, for whoever is erased or asks for all there is. */
export const keepers: readonly Keeper[] = [
  ofEach('events', eventsOf, forgetEventsOf),
  ofEach('segments', membershipsOf, forgetMemberships),
]

/** What is kept of people by their contact. */
function ofEach(
  name: string,
  read: (store: Store, workspaceId: string, contactId: string) => Promise<object[]>,
  forget: (store: Store, workspaceId: string, contactId: string) => Promise<unknown>,
): Keeper {
  return {
    name,
    read: async (store, { workspaceId, contactIds }) =>
      (await Promise.all(contactIds.map((id) => read(store, workspaceId, id)))).flat(),
    erase: async (store, { workspaceId, contactIds }) => {
      for (const id of contactIds) await forget(store, workspaceId, id)
    },
  }
}

/** What the subjects do in the background. */
export const jobKinds: JobKinds = new Map(
  (
    [
      changePeople,
      closeChats,
      reopenChats,
      passChats,
      withdrawPeople,
      dryRunBroadcast,
      checkImport,
      importPeople,
      undoImport,
      sortSegment,
      ...Object.values(rebuilds),
    ] satisfies JobKind[]
  ).map((kind) => [kind.kind, kind]),
)
