/** What the widget posts: a text, or the choice that was tapped. `clientId` makes a repeat harmless. */
export interface WebChatMessageBody {
  clientId: string
  text?: string
  choice?: { id: string; label: string }
  /** The id of the message that offered the choice. */
  replyTo?: string
}

export const webChatMessageBody = {
  type: 'object',
  required: ['clientId'],
  additionalProperties: false,
  properties: {
    clientId: { type: 'string', pattern: '^[A-Za-z0-9_-]{1,64}$' },
    text: { type: 'string', minLength: 1, maxLength: 10_000 },
    choice: {
      type: 'object',
      required: ['id', 'label'],
      additionalProperties: false,
      properties: {
        id: { type: 'string', minLength: 1, maxLength: 200 },
        label: { type: 'string', minLength: 1, maxLength: 1_000 },
      },
    },
    replyTo: { type: 'string', minLength: 1, maxLength: 200 },
  },
  oneOf: [{ required: ['text'] }, { required: ['choice'] }],
} as const
