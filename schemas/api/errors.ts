import { owner } from './conversations.ts'
import { staleRevision } from './flows.ts'
import { problem } from './problems.ts'
import { secretUser } from './secrets.ts'
import { count, listOf, maybe, object, type Shape, whole } from './shape.ts'
import { deliveryReason } from './turns.ts'

/** The body of every answer that is an error; see docs/errors.md. The server makes a schema of each code of it: `server/openapi/problem-shapes.ts`. */
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
  'wrong-password': object({ attemptsLeft: whole(0, 1000) }),
  'too-many-requests': object({ retryAfterSeconds: seconds }),
  'too-large': object({ mostBytes: maybe(count) }),
  'stale-revision': staleRevision,
  'has-errors': object({ problems: listOf(problem) }),
  'secret-in-use': object({ usedBy: listOf(secretUser) }),
  'not-owner': object({ owner: maybe(owner) }),
  'nothing-to-do': object({ owner: maybe(owner) }),
  'vendor-away': object({ why: deliveryReason }),
  'template-refused': object({ why: deliveryReason }),
  unavailable: object({ retryAfterSeconds: maybe(seconds) }),
}
