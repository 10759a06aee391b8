import type { ChannelEvent, IncomingContent } from '#schemas/message.ts'
import type { DecodeContext } from '../contract.ts'

/**
 * What the widget posts, with the visitor the server recognised:
 * `{ visitorId, name?, clientId, text }` or `{ visitorId, name?, clientId, choice: { id, label } }`.
 * A body that says nothing gives no event; the door answers 4xx then.
 */
export function decode(body: unknown, channelId: string, context: DecodeContext = {}): ChannelEvent[] {
  if (typeof body !== 'object' || body === null) return []
  const { visitorId, name, clientId, text, choice } = body as Record<string, unknown>
  if (!filled(visitorId) || !filled(clientId)) return []
  const content = contentOf(text, choice)
  if (!content) return []
  return [
    {
      kind: 'message',
      message: {
        id: messageId(visitorId, clientId),
        channelId,
        from: filled(name) ? { externalId: visitorId, name } : { externalId: visitorId },
        at: context.receivedAt ?? '1970-01-01T00:00:00.000Z',
        content,
      },
    },
  ]
}

/** Client ids are unique per visitor only: one visitor must not be able to swallow another's message. */
const messageId = (visitorId: string, clientId: string): string => `${visitorId}.${clientId}`

/** The widget's own id of a message, from the id it was stored under. */
export const clientIdOf = (id: string): string => id.slice(id.indexOf('.') + 1)

function contentOf(text: unknown, choice: unknown): IncomingContent | undefined {
  if (filled(text)) return { kind: 'text', text }
  if (typeof choice !== 'object' || choice === null) return undefined
  const { id, label } = choice as Record<string, unknown>
  return filled(id) ? { kind: 'choice', id, label: filled(label) ? label : id } : undefined
}

const filled = (value: unknown): value is string => typeof value === 'string' && value.trim() !== ''
