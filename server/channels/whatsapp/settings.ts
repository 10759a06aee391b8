import { named } from '#schemas/api/shape.ts'

/** What one fills in for a WhatsApp number: `WhatsAppSettings`. */
export const settingsSchema = {
  schema: named('WhatsAppSettings', {
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
  }),
  secrets: ['accessToken', 'appSecret'],
  readable: ['phoneNumberId'],
  sentTo: { accessToken: 'apiBaseUrl' },
}
