import type { DrawnMessage } from '../contract.ts'

/** Our own protocol carries drawn messages as they are. */
export function encode(
  message: DrawnMessage,
  to: string,
  options: { replyTo?: string; ourId?: string } = {},
): Record<string, unknown> {
  return {
    to,
    ...(options.ourId ? { id: options.ourId } : {}),
    ...(options.replyTo ? { replyTo: options.replyTo } : {}),
    message,
  }
}
