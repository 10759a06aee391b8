import { named } from '#schemas/api/shape.ts'
import { languageTag } from '#schemas/text.ts'

/** What one fills in for a web chat: `WebChatSettings`. */
export const settingsSchema = {
  schema: named('WebChatSettings', {
    type: 'object',
    required: ['title', 'accent', 'origins', 'language'],
    additionalProperties: false,
    properties: {
      title: { type: 'string', title: 'Title', minLength: 1, maxLength: 60 },
      accent: { type: 'string', title: 'Colour', pattern: '^#[0-9a-fA-F]{6}$', default: '#0f766e' },
      greeting: { type: 'string', title: 'Greeting', description: 'Shown before the first message.', maxLength: 300 },
      origins: {
        type: 'array',
        title: 'Pages that may open this chat',
        description: 'Origins such as https://shop.example. Empty: any page.',
        maxItems: 50,
        uniqueItems: true,
        default: [],
        items: { type: 'string', pattern: '^https?://[^/\\s]+$', maxLength: 300 },
      },
      language: { ...languageTag, title: 'Language', default: 'en' },
    },
  }),
  secrets: [],
  // Every visitor's browser is told them.
  readable: ['title', 'accent', 'greeting', 'origins', 'language'],
}
