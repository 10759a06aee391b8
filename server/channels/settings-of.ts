import { named, type Shape } from '#schemas/api/shape.ts'
import type { ChannelIO } from './contract.ts'

interface Hints {
  properties: Readonly<Record<string, { type: string; 'x-field'?: string; 'x-sent-to'?: string }>>
  'x-account'?: string
}

/** The settings of a kind by its schema's own hints, under the name that the OpenAPI document has for them. */
export function settingsOf<T>(name: string, schema: Shape<T> & Hints, readable: string[]): ChannelIO['settingsSchema'] {
  const fields = Object.entries(schema.properties)
  const sentTo = fields.flatMap(([field, { 'x-sent-to': address }]) => (address ? [[field, address] as const] : []))
  return {
    schema: named<T>(name, schema),
    secrets: fields.filter(([, hints]) => hints['x-field'] === 'secret').map(([field]) => field),
    readable,
    sentTo: Object.fromEntries(sentTo),
    ...(schema['x-account'] ? { account: schema['x-account'] } : {}),
  }
}
