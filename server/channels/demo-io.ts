import { randomUUID } from 'node:crypto'
import type { ChannelIO } from './contract.ts'

/**
 * The IO half of a channel of the demo, whatever its kind: it knows its settings and takes whatever is sent. Nobody calls it, nothing is
 * listened to, and nothing leaves the house.
 */
export const demoIO = ({ settingsSchema, send }: ChannelIO): ChannelIO => ({
  settingsSchema,
  ...(send ? { send: async () => ({ ok: true, providerId: `demo-${randomUUID()}` }) } : {}),
})
