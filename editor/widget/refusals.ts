import type { Outgoing, Said } from './queue.ts'

/** Of a text only its length is ever wrong. */
export const refusalOf = (status: number, said: Said): Outgoing['refused'] =>
  'text' in said && (status === 413 || status === 422) ? 'too-long' : 'not-taken'

/** The server says in the body when to come again, for a page of another site reads no such header. In ms. */
export async function msToWait(response: Response): Promise<number> {
  const problem = (await response.json().catch(() => undefined)) as
    | { error?: { details?: { retryAfterSeconds?: number } } }
    | undefined
  return (problem?.error?.details?.retryAfterSeconds ?? 10) * 1000
}
