import type { Role } from './roles.ts'

/**
 * How much of the inbox a member sees. all: everything · teams: what is of their teams, whoever answers it · own: what they answer
 * themselves, and what waits for one of their teams. Both of the latter see what waits for nobody in particular.
 */
export const sights = ['all', 'teams', 'own'] as const
export type Sight = (typeof sights)[number]

/** Whose sight can be narrowed: who changes members could widen their own, and a developer sees no chats. */
export const narrowed: readonly Role[] = ['agent', 'manager']

/** Which chats somebody may see, beside what their role lets them do. */
export type Scope = { sees: 'all' } | { sees: 'teams' | 'own'; teams: readonly string[] }

/** The scope of a member: what they were given, where their role can be narrowed. */
export const scopeOf = ({ role, sees = 'all', teams = [] }: { role: Role; sees?: Sight; teams?: readonly string[] }): Scope =>
  sees === 'all' || !narrowed.includes(role) ? { sees: 'all' } : { sees, teams }
