import type { Role } from '#schemas/api/contract.ts'
import type { IconName } from '../ui/Icon.tsx'
import { mayAdminister, mayEditFlows } from './session.tsx'

export interface Place {
  name: 'flows' | 'inbox' | 'channels' | 'members' | 'tokens' | 'workspace' | 'you'
  path: string
  icon: IconName
  group: 'work' | 'setUp' | 'own'
  visible(role: Role): boolean
}

const everyone = () => true

/** Where one can go, in the order of the sidebar; the bottom bar, the rail and the palette read the same list. */
export const places: Place[] = [
  { name: 'flows', path: 'flows', icon: 'route', group: 'work', visible: (role) => role !== 'agent' },
  { name: 'inbox', path: 'inbox', icon: 'message-2', group: 'work', visible: everyone },
  { name: 'channels', path: 'settings/channels', icon: 'plug-connected', group: 'setUp', visible: mayAdminister },
  { name: 'members', path: 'settings/members', icon: 'users', group: 'setUp', visible: mayAdminister },
  { name: 'tokens', path: 'settings/tokens', icon: 'key', group: 'setUp', visible: mayEditFlows },
  { name: 'workspace', path: 'settings/workspace', icon: 'settings', group: 'setUp', visible: mayAdminister },
  { name: 'you', path: 'settings/you', icon: 'user-circle', group: 'own', visible: everyone },
]
