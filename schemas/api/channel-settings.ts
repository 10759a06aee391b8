import type { FromSchema } from 'json-schema-to-ts'
import { languageTag } from '../text.ts'

/** What is filled in for each kind of channel. The server adds which of it is secret: `server/channels/<kind>/settings.ts`. */

export const webChatSettings = {
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
} as const
export type WebChatSettings = FromSchema<typeof webChatSettings>

export const whatsAppSettings = {
  type: 'object',
  required: ['phoneNumberId', 'accessToken', 'appSecret', 'verifyToken', 'apiBaseUrl', 'apiVersion'],
  additionalProperties: false,
  properties: {
    phoneNumberId: {
      type: 'string',
      title: 'Phone number ID',
      description: 'Meta’s id of the number, not the number itself.',
      pattern: '^[0-9]{1,32}$',
      'x-reason': 'must be digits only, as Meta shows it',
    },
    accessToken: {
      type: 'string',
      title: 'Access token',
      minLength: 1,
      maxLength: 2000,
      pattern: '^[\\x21-\\x7e]+$',
      'x-reason': 'holds a space or a sign that no token has',
    },
    appSecret: {
      type: 'string',
      title: 'App secret',
      description: 'Proves that a webhook comes from Meta.',
      minLength: 1,
      maxLength: 200,
    },
    verifyToken: {
      type: 'string',
      title: 'Verify token',
      description: 'Any words; Meta repeats them when the webhook is set up.',
      minLength: 1,
      maxLength: 200,
    },
    apiBaseUrl: {
      type: 'string',
      title: 'API address',
      pattern: '^https?://[^\\s?#]+$',
      'x-reason': 'is no address such as https://graph.facebook.com',
      maxLength: 300,
      default: 'https://graph.facebook.com',
    },
    apiVersion: {
      type: 'string',
      title: 'API version',
      pattern: '^v[0-9]{1,3}\\.[0-9]{1,2}$',
      'x-reason': 'is no version such as v23.0',
      default: 'v23.0',
    },
  },
} as const
export type WhatsAppSettings = FromSchema<typeof whatsAppSettings>
