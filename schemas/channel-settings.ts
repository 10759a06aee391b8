import type { FromSchema } from 'json-schema-to-ts'
import type { ChannelKind } from './message.ts'
import { languageTag } from './text.ts'

/**
 * What is filled in for each kind of channel. The form is drawn from it: `title` and `description` are its words, `x-field` is the way
 * to fill it in (`choice`: one of its `enum`, called as in `x-names`). `x-field: 'secret'` is kept encrypted, and with `x-sent-to` goes to the address in that setting: who changes the address
 * gives the secret again. `x-account` names the setting that is the vendor's id of the account; `x-beside` stands beside the setting before it, where there
 * is room. `x-callback` says what people do at the vendor where the house cannot do it for them.
 */

export const webChatSettings = {
  type: 'object',
  title: 'Look and language',
  description: 'What visitors see before they write.',
  required: ['title', 'accent', 'origins', 'language'],
  additionalProperties: false,
  properties: {
    title: {
      type: 'string',
      title: 'Title',
      description: 'Shown at the top of the chat.',
      minLength: 1,
      maxLength: 60,
      'x-field': 'words',
    },
    greeting: { type: 'string', title: 'Greeting', maxLength: 300, 'x-field': 'lines' },
    accent: {
      type: 'string',
      title: 'Colour',
      description: 'For buttons and the visitor’s own messages.',
      pattern: '^#[0-9a-fA-F]{6}$',
      default: '#0b6e79',
      'x-field': 'accent',
    },
    language: {
      ...languageTag,
      title: 'Language',
      description: 'Until a flow lets the visitor choose.',
      default: 'en',
      'x-field': 'language',
    },
    origins: {
      type: 'array',
      title: 'Sites that may embed it',
      description: 'Such as https://shop.example. Empty means any site.',
      maxItems: 50,
      uniqueItems: true,
      default: [],
      items: {
        type: 'string',
        pattern: '^https?://[^/\\s*]+/?$',
        'x-reason': 'is no site such as https://shop.example, without a path and without *',
        maxLength: 300,
      },
      'x-field': 'origins',
    },
    identitySecret: {
      type: 'string',
      title: 'Identity secret',
      description:
        'With it your site’s server vouches for who is signed in there: the HMAC-SHA-256 of their id stands in data-user-hash.',
      'x-field': 'secret',
      minLength: 16,
      maxLength: 200,
      'x-reason': 'must have at least 16 signs that nobody can guess',
    },
    identitySecretBefore: {
      type: 'string',
      title: 'Identity secret before',
      description: 'While your servers go over to a new secret, this one is believed as well. Empty it afterwards.',
      'x-field': 'secret',
      minLength: 16,
      maxLength: 200,
      'x-reason': 'must have at least 16 signs that nobody can guess',
    },
  },
} as const
export type WebChatSettings = FromSchema<typeof webChatSettings>

export const whatsAppSettings = {
  type: 'object',
  title: 'Number and keys',
  description: 'From your app’s WhatsApp page at developers.facebook.com.',
  'x-account': 'phoneNumberId',
  'x-callback': {
    title: 'Tell Meta where to send messages',
    sentence:
      'Under WhatsApp, Configuration, Webhook: paste both, then subscribe to “messages” and, to hear of trouble with the account, “account_update”.',
    setting: 'verifyToken',
  },
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
      'x-field': 'secret',
      'x-sent-to': 'apiBaseUrl',
      minLength: 1,
      maxLength: 2000,
      pattern: '^[\\x21-\\x7e]+$',
      'x-reason': 'holds a space or a sign that no token has',
    },
    appSecret: {
      type: 'string',
      title: 'App secret',
      description: 'Proves that a webhook comes from Meta.',
      'x-field': 'secret',
      minLength: 1,
      maxLength: 200,
    },
    verifyToken: {
      type: 'string',
      title: 'Verify token',
      description: 'A word that Meta repeats to prove it is Meta. Type the same one there.',
      'x-field': 'word',
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

export const telegramSettings = {
  type: 'object',
  title: 'The bot',
  description:
    'Made with @BotFather in Telegram (/newbot), who tells its token. Messages arrive once it is saved, where this server knows its own address on the internet (PUBLIC_URL).',
  required: ['botToken', 'apiBaseUrl'],
  additionalProperties: false,
  properties: {
    botToken: {
      type: 'string',
      title: 'Bot token',
      minLength: 1,
      maxLength: 200,
      pattern: '^[0-9]{1,20}:[A-Za-z0-9_-]{1,100}$',
      'x-reason': 'is no token such as 123456789:AAF…, as @BotFather tells it',
      'x-field': 'secret',
      'x-sent-to': 'apiBaseUrl',
    },
    apiBaseUrl: {
      type: 'string',
      title: 'API address',
      description: 'Another one only where you run a Bot API server of your own.',
      pattern: '^https?://[^\\s?#]+$',
      'x-reason': 'is no address such as https://api.telegram.org',
      maxLength: 300,
      default: 'https://api.telegram.org',
    },
  },
} as const
export type TelegramSettings = FromSchema<typeof telegramSettings>

/** How a connection to a mail server is kept from listeners (RFC 8314). */
const encryption = {
  type: 'string',
  enum: ['tls', 'starttls', 'none'],
  'x-names': { tls: 'TLS from the start', starttls: 'STARTTLS', none: 'None, for a server inside your own network' },
  'x-field': 'choice',
} as const
const mailHost = {
  type: 'string',
  minLength: 1,
  maxLength: 253,
  pattern: '^[^\\s/?#@\\\\]+$',
  'x-reason': 'is no server such as mail.shop.example',
} as const
/** From 1 to 65535. */
const port = '^([1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])$'
const mailPort = { type: 'string', pattern: port, 'x-beside': true } as const
const mailPassword = { type: 'string', 'x-field': 'secret', minLength: 1, maxLength: 1000 } as const

export const emailSettings = {
  type: 'object',
  title: 'The mailbox',
  description:
    'What arrives in its inbox from now on becomes a chat, and answers leave from its address. Your mail provider tells the servers; where it asks for a second step at sign-in, make an app password there.',
  'x-account': 'address',
  required: [
    'address',
    'imapHost',
    'imapPort',
    'imapSecurity',
    'imapUser',
    'imapPassword',
    'smtpHost',
    'smtpPort',
    'smtpSecurity',
  ],
  additionalProperties: false,
  properties: {
    address: {
      type: 'string',
      title: 'Address',
      description: 'Answers come from it.',
      pattern: '^[^\\s<>"@,;:]{1,64}@[^\\s<>"@,;:]{1,253}$',
      'x-reason': 'is no address such as help@shop.example',
    },
    fromName: {
      type: 'string',
      title: 'Sender',
      description: 'The name beside the address, such as that of your shop.',
      maxLength: 100,
      'x-field': 'words',
      'x-beside': true,
    },
    imapHost: { ...mailHost, title: 'Incoming server (IMAP)' },
    imapPort: { ...mailPort, title: 'Incoming port', default: '993', 'x-reason': 'is no port such as 993' },
    imapSecurity: { ...encryption, title: 'Incoming encryption', default: 'tls', 'x-beside': true },
    imapUser: { type: 'string', title: 'Incoming user', description: 'Often the address.', minLength: 1, maxLength: 320 },
    imapPassword: { ...mailPassword, title: 'Incoming password', 'x-sent-to': 'imapHost', 'x-beside': true },
    smtpHost: { ...mailHost, title: 'Outgoing server (SMTP)' },
    smtpPort: { ...mailPort, title: 'Outgoing port', default: '465', 'x-reason': 'is no port such as 465' },
    smtpSecurity: { ...encryption, title: 'Outgoing encryption', default: 'tls', 'x-beside': true },
    smtpUser: { type: 'string', title: 'Outgoing user', description: 'Empty where the server asks for none.', maxLength: 320 },
    smtpPassword: { ...mailPassword, title: 'Outgoing password', 'x-sent-to': 'smtpHost', 'x-beside': true },
  },
} as const
export type EmailSettings = FromSchema<typeof emailSettings>

/** The settings of every kind of channel. */
export const channelSettings = {
  'web-chat': webChatSettings,
  whatsapp: whatsAppSettings,
  telegram: telegramSettings,
  email: emailSettings,
} as const satisfies Record<ChannelKind, object>
