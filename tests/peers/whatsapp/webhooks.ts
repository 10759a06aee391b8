import { createHmac } from 'node:crypto'
import messages from '#tests/fixtures/whatsapp/messages.json' with { type: 'json' }

/** The number the webhooks are for. */
export interface Account {
  appSecret: string
  phoneNumberId: string
}

/** One thing a customer sends: who, and what in the vendor's dialect (see `says`). */
export interface Said {
  say: Record<string, unknown>
  from?: string
  /** A business-scoped user id; alone, the customer hides the phone number. */
  userId?: string
  name?: string
  id?: string
  /** Milliseconds since 1970; without, the message is of the moment it comes. */
  at?: number
  replyTo?: string
}

export type MessageKind = keyof typeof messages

/** What customers say, in the vendor's dialect. */
export const says = {
  text: (body: string) => ({ type: 'text', text: { body } }),
  button: (id: string, title: string) => ({
    type: 'interactive',
    interactive: { type: 'button_reply', button_reply: { id, title } },
  }),
  row: (id: string, title: string) => ({ type: 'interactive', interactive: { type: 'list_reply', list_reply: { id, title } } }),
  kind: (kind: MessageKind): Record<string, unknown> => messages[kind].message,
}

let made = 0
/** Unlike every other id of this process. */
export const newId = () => `wamid.${process.pid}.${++made}`

/** The webhook body that carries these messages. */
export function messagesBody({ phoneNumberId }: Account, said: Said[]): unknown {
  return hook({
    ...envelope(phoneNumberId),
    contacts: said.map(({ from, userId, name = 'Mei Wong' }) => ({
      profile: { name },
      ...(from && { wa_id: from }),
      ...(userId && { user_id: userId }),
    })),
    messages: said.map(({ say, from, userId, id = newId(), at, replyTo }) => ({
      ...(from && { from }),
      ...(userId && { from_user_id: userId }),
      id,
      ...(at !== undefined && { timestamp: String(Math.floor(at / 1000)) }),
      ...(replyTo && { context: { from: phoneNumberId, id: replyTo } }),
      ...say,
    })),
  })
}

export interface StatusReport {
  id: string
  status: string
  to: string
  ourId?: string
  at: number
  errors?: { code: number; title: string }[]
  pricing?: Record<string, unknown>
}

/** The webhook body that carries these statuses. */
export function statusesBody({ phoneNumberId }: Account, reports: StatusReport[]): unknown {
  return hook({
    ...envelope(phoneNumberId),
    statuses: reports.map(({ id, status, to, ourId, at, errors, pricing }) => ({
      id,
      status,
      timestamp: String(Math.floor(at / 1000)),
      recipient_id: to,
      ...(ourId && { biz_opaque_callback_data: ourId }),
      ...(errors && { errors }),
      ...(pricing && { pricing }),
    })),
  })
}

/** The webhook body that tells of one thing of the account. */
export const accountBody = (account: string, field: string, value: Record<string, unknown>): unknown => ({
  object: 'whatsapp_business_account',
  entry: [{ id: account, time: 1_764_000_000, changes: [{ field, value }] }],
})

/** A body with the headers the vendor sends. The vendor writes ASCII only, so a body parsed and written again has other bytes. */
export function signed({ appSecret }: Account, body: unknown): { body: string; headers: Record<string, string> } {
  const text = JSON.stringify(body).replace(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
  const signature = createHmac('sha256', appSecret).update(text).digest('hex')
  return { body: text, headers: { 'content-type': 'application/json', 'x-hub-signature-256': `sha256=${signature}` } }
}

const envelope = (phoneNumberId: string) => ({
  messaging_product: 'whatsapp',
  metadata: { display_phone_number: '85220000000', phone_number_id: phoneNumberId },
})
const hook = (value: Record<string, unknown>) => ({
  object: 'whatsapp_business_account',
  entry: [{ id: '700000', changes: [{ field: 'messages', value }] }],
})
