import type { Asked } from '#schemas/asked.ts'
import { askedWithCodes } from '#schemas/migrations/step-reason.ts'
import { makeSecrets, type Secrets } from '../../secret-key.ts'

/** Keeps what services answered with a turn, where nobody reads it. */
export interface Sealing {
  seal(workspaceId: string, asked: readonly Asked[]): string
  /** Throws a `SecretError` when it was sealed with a key that is gone. */
  open(workspaceId: string, sealed: string): Asked[]
}

/** With a key of each workspace's own, which follows from ALUR_SECRET_KEY. */
export function sealing({ derive }: Pick<Secrets, 'derive'>): Sealing {
  const keyOf = (workspaceId: string) => makeSecrets(derive(`what services answered ${workspaceId}`))
  return {
    seal: (workspaceId, asked) => keyOf(workspaceId).seal(JSON.stringify(asked)),
    open: (workspaceId, sealed) => askedWithCodes(JSON.parse(keyOf(workspaceId).open(sealed)) as Asked[]),
  }
}
