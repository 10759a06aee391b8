import type { Me } from '#schemas/api/accounts.ts'
import type { Invitation } from '#schemas/api/invitations.ts'
import type { Role } from '#schemas/roles.ts'
import { secretIn } from '#server/workspaces/invite.ts'

type Call = <T>(method: string, path: string, data?: unknown) => Promise<T>

export interface Newcomer {
  name: string
  email: string
  password: string
  role: Role
}

/** Invites somebody as `host` and joins as them; `guest` is a browser of theirs, which is signed in then. Answers who they are. */
export async function joinAs(
  host: Call,
  guest: Call,
  workspaceId: string,
  { email, role, name, password }: Newcomer,
): Promise<Me> {
  const { link = '' } = await host<Invitation>('POST', `/workspaces/${workspaceId}/invitations`, { email, role })
  return guest<Me>('POST', '/invitation/join', { secret: secretIn(link), name, password })
}
