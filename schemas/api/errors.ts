import type { Owner } from '../conversation.ts'
import { owner } from './conversations.ts'
import { staleRevision } from './flows.ts'
import { type Problem, problem } from './problems.ts'
import { type SecretUser, secretUser } from './secrets.ts'
import { anyText, listOf, maybe, object, type Shape, whole } from './shape.ts'

/**
 * What the API says, by resource. Every path below starts with `/api/v1`; `{w}` is a workspace id.
 * Lists answer `{ items, next? }`; `?after=<next>` gives the next page. Errors answer `ApiProblem`.
 */

export interface ApiProblem {
  error: {
    code: string
    message: string
    /** Which fields are wrong and why: `path` is a JSON Pointer such as `/nodes/3/position/x`. */
    problems?: { path: string; message: string }[]
    /** Facts of this error, such as the tries that are left. */
    details?: Record<string, unknown>
  }
}

const seconds = whole(0, 86_400)

/** The `details` of the errors that have some. */
export const errorDetails: Readonly<Record<string, Shape>> = {
  'wrong-password': object<{ attemptsLeft: number }>({ attemptsLeft: whole(0, 1000) }),
  'too-many-requests': object<{ retryAfterSeconds: number }>({ retryAfterSeconds: seconds }),
  'too-large': object<{ mostBytes?: number }>({ mostBytes: maybe(whole(0, Number.MAX_SAFE_INTEGER)) }),
  'stale-revision': staleRevision,
  'has-errors': object<{ problems: Problem[] }>({ problems: listOf(problem) }),
  'secret-in-use': object<{ usedBy: SecretUser[] }>({ usedBy: listOf(secretUser) }),
  'not-owner': object<{ owner?: Owner }>({ owner: maybe(owner) }),
  'nothing-to-do': object<{ owner?: Owner }>({ owner: maybe(owner) }),
  'vendor-away': object<{ why: string }>({ why: anyText }),
  unavailable: object<{ retryAfterSeconds?: number }>({ retryAfterSeconds: maybe(seconds) }),
}
