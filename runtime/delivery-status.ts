import type { DeliveryStatus } from '#schemas/message.ts'

/**
 * The order in which statuses win. Reports come late, twice and in any order, so the later *state* wins, never the later report.
 * `failed` beats `sent`, because `sent` only says that the vendor took the message; `delivered`, `read` and `played` beat `failed`,
 * because they are proof that it arrived (the vendor gave up on one device while another one had it).
 * As a chain it is a lattice: merging is commutative, associative and idempotent.
 */
const order: DeliveryStatus[] = ['queued', 'sent', 'failed', 'delivered', 'read', 'played']
const rank = Object.fromEntries(order.map((status, index) => [status, index])) as Record<DeliveryStatus, number>

/** What is known of a message after both reports, in whichever order they came. */
export const laterStatus = (a: DeliveryStatus, b: DeliveryStatus): DeliveryStatus => (rank[a] >= rank[b] ? a : b)
