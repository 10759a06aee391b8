import type { Role } from '#schemas/roles.ts'
import type { Scope } from '#schemas/scope.ts'

/** Who is asking: a person with a session, or a program with an API token (then `user` is the person who made it). */
export interface Caller {
  user: { id: string; name: string; email: string }
  /** The session's document, when a browser is asking. */
  signInId?: string
  /** What an API token reaches. */
  token?: { id: string; workspaceId: string; role: Role; scope: Scope }
}
