import type { Role } from '#schemas/roles.ts'
import type { InboxView } from '../api/conversations.ts'
import type { IconName } from '../ui/Icon.tsx'
import { allows, type Right } from './session.tsx'

export interface Place {
  name:
    | 'flows'
    | 'inbox'
    | 'cases'
    | 'contacts'
    | 'broadcasts'
    | 'segments'
    | 'channels'
    | 'members'
    | 'teams'
    | 'hours'
    | 'costs'
    | 'sending'
    | 'privacy'
    | 'secrets'
    | 'tokens'
    | 'jobs'
    | 'fields'
    | 'workspace'
    | 'you'
  path: string
  icon: IconName
  group: 'work' | 'setUp' | 'own'
  /** What one needs to be allowed to see it. */
  needs?: Right
}

/** Where one can go, in the order of the sidebar; the bottom bar, the rail and the palette read the same list. */
const places: Place[] = [
  { name: 'flows', path: 'flows', icon: 'route', group: 'work', needs: 'readFlows' },
  { name: 'inbox', path: 'inbox', icon: 'message-2', group: 'work', needs: 'readInbox' },
  { name: 'cases', path: 'cases', icon: 'clipboard', group: 'work', needs: 'readInbox' },
  { name: 'contacts', path: 'contacts', icon: 'address-book', group: 'work', needs: 'readContacts' },
  { name: 'broadcasts', path: 'broadcasts', icon: 'speakerphone', group: 'work', needs: 'readBroadcasts' },
  { name: 'segments', path: 'segments', icon: 'users', group: 'work', needs: 'readSegments' },
  { name: 'channels', path: 'settings/channels', icon: 'plug-connected', group: 'setUp', needs: 'changeChannels' },
  { name: 'members', path: 'settings/members', icon: 'users', group: 'setUp', needs: 'readMembers' },
  { name: 'teams', path: 'settings/teams', icon: 'headset', group: 'setUp', needs: 'readTeams' },
  { name: 'hours', path: 'settings/hours', icon: 'clock', group: 'setUp', needs: 'readCalendar' },
  { name: 'costs', path: 'settings/costs', icon: 'chart-bar', group: 'setUp', needs: 'readCosts' },
  { name: 'fields', path: 'settings/contact-fields', icon: 'forms', group: 'setUp', needs: 'changeContactFields' },
  { name: 'sending', path: 'settings/sending', icon: 'moon', group: 'setUp', needs: 'sendBroadcasts' },
  { name: 'privacy', path: 'settings/privacy', icon: 'user-check', group: 'setUp', needs: 'readOptOuts' },
  { name: 'secrets', path: 'settings/secrets', icon: 'lock', group: 'setUp', needs: 'useSecrets' },
  { name: 'tokens', path: 'settings/tokens', icon: 'key', group: 'setUp', needs: 'useTokens' },
  { name: 'jobs', path: 'settings/jobs', icon: 'list-check', group: 'setUp', needs: 'readAllJobs' },
  { name: 'workspace', path: 'settings/workspace', icon: 'settings', group: 'setUp', needs: 'changeWorkspace' },
  { name: 'you', path: 'settings/you', icon: 'user-circle', group: 'own' },
]

/** The places a role may go to. */
export const placesFor = (role: Role): Place[] => places.filter(({ needs }) => !needs || allows(role, needs))

/** The address of a list of the inbox, or of a chat in it. */
export const inboxPath = (workspaceId: string, view: InboxView, conversationId?: string): string =>
  `/w/${workspaceId}/inbox/${view}${conversationId ? `/${conversationId}` : ''}`

/** The address of a person's page. */
export const contactPath = (workspaceId: string, contactId: string): string => `/w/${workspaceId}/contacts/${contactId}`
