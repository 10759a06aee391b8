import { webChatMessageBody, webChatReply } from '#schemas/api/web-chat.ts'
import type { ErrorCode } from '../errors.ts'
import type { Hoist, Json } from './components.ts'
import { problemsOf } from './problem-shapes.ts'

const channelId = { name: 'channelId', in: 'path', required: true, schema: { type: 'string' } }
const after = {
  name: 'after',
  in: 'query',
  required: false,
  description: 'The number of the newest turn that was seen. Without it the newest turns are told.',
  schema: { type: 'integer', minimum: 0 },
}
const usual: ErrorCode[] = ['origin-not-allowed', 'not-found', 'method-not-allowed', 'internal', 'unavailable']
const known: ErrorCode[] = ['no-visitor-key', 'too-many-requests', ...usual]
const writing: ErrorCode[] = ['bad-json', 'too-deep', 'too-large', 'invalid-input', ...known]

/** What a visitor of a web chat may ask, which the door answers; `server/channels/web-chat` is what stands behind it. */
export function visitorPaths(hoist: Hoist, settings: unknown): Record<string, Json> {
  const reply = hoist(webChatReply)
  const json = (description: string, schema: unknown): Json => ({ description, content: { 'application/json': { schema } } })
  const operation = (operationId: string, summary: string, codes: ErrorCode[], rest: Json, answers: Json): Json => ({
    operationId,
    summary,
    tags: ['chat'],
    security: [{ visitor: [] }],
    parameters: [channelId],
    ...rest,
    responses: { ...answers, ...problemsOf(codes, hoist) },
  })
  return {
    '/chat/{channelId}/settings': {
      get: operation('getChatSettings', 'How the chat looks', usual, { security: [] }, { 200: json('Done', hoist(settings)) }),
    },
    '/chat/{channelId}/messages': {
      get: operation(
        'getChatMessages',
        'What was said after a turn, or lately',
        known,
        { parameters: [channelId, after] },
        { 200: json('Done', reply) },
      ),
      post: operation(
        'postChatMessages',
        'Write, or choose; a repeated clientId gives the same answer',
        writing,
        {
          requestBody: {
            required: true,
            content: { 'application/json': { schema: hoist(webChatMessageBody), example: { clientId: 'm1', text: 'Hello' } } },
          },
        },
        {
          200: json('The answer', reply),
          202: json('Kept: it is answered over the events, since the flow asks a service first', reply),
        },
      ),
    },
    '/chat/{channelId}/opened': {
      post: operation(
        'postChatOpened',
        'The chat was opened: greets a visitor once a day, where a live flow begins so',
        known,
        {},
        { 200: json('What greets, or nothing', reply) },
      ),
    },
    '/chat/{channelId}/typing': {
      post: operation(
        'postChatTyping',
        'The visitor is writing: whoever answers them sees it for a moment',
        known,
        {},
        { 204: { description: 'Done' } },
      ),
    },
    '/chat/{channelId}/events': {
      get: operation(
        'getChatEvents',
        'What is said, as it happens',
        known,
        { parameters: [channelId, after] },
        {
          200: {
            description:
              'Server-sent events. The data of each is a WebChatReply in JSON, its id the number of the newest turn: send it as `after`, or as `Last-Event-ID`, to go on there.',
            content: { 'text/event-stream': { schema: reply } },
          },
        },
      ),
    },
  }
}
