import { newFlow } from '#schemas/flow.ts'

const flow = newFlow('Opening hours')
const quiet = {
  all: [
    { about: 'last-event', type: 'order_placed', is: 'more-than-ago', days: 45 },
    { about: 'consent', purpose: 'offers', channel: 'whatsapp', is: 'given' },
    { not: { about: 'tag', tag: 'dealer' } },
  ],
}
const day = [{ from: '10:00', to: '20:00' }]

/** Bodies to try, by the route's method and path. */
export const examples: Readonly<Record<string, unknown>> = {
  'post /session': { email: 'ada@shop.example', password: 'correct horse battery' },
  'post /workspaces': { name: 'Shop', language: 'en', timeZone: 'Asia/Hong_Kong' },
  'post /workspaces/{w}/tokens': { name: 'Statistics export', role: 'manager', expiresInDays: 90 },
  'post /workspaces/{w}/invitations': { email: 'grace@shop.example', role: 'agent' },
  'post /workspaces/{w}/contacts/{contactId}/consents': {
    purpose: 'offers',
    channel: 'whatsapp',
    state: 'given',
    proof: 'Order form 1042',
  },
  'post /workspaces/{w}/opt-outs': { address: '+85290001234' },
  'post /workspaces/{w}/teams': { name: 'After sales', members: [] },
  'put /workspaces/{w}/calendar': {
    revision: 0,
    week: { mon: day, tue: day, wed: day, thu: day, fri: [{ from: '10:00', to: '14:00' }], sat: [], sun: [] },
    days: [{ from: '2026-12-25', to: '2026-12-26', name: 'Christmas', hours: [] }],
  },
  'put /workspaces/{w}/calendar/closure': { reason: 'Typhoon, signal 8' },
  'post /workspaces/{w}/channels': {
    kind: 'web-chat',
    name: 'Website',
    settings: { title: 'Shop', accent: '#0f766e', origins: ['https://shop.example'], language: 'en' },
  },
  'post /workspaces/{w}/channels/{channelId}/templates': {
    name: 'installation_slot',
    language: 'en',
    category: 'UTILITY',
    body: 'Hello {{1}}, we can install your order on {{2}}. Does that suit you?',
    buttons: [
      { kind: 'reply', label: 'Yes' },
      { kind: 'reply', label: 'Another day' },
    ],
    examples: { 'body.1': 'Mei', 'body.2': 'Monday at 10:00' },
  },
  'post /workspaces/{w}/imports/{importId}/start': { conflict: 'fill' },
  'post /workspaces/{w}/contacts/export': { filter: { tag: 'VIP' }, columns: ['name', 'phone', 'tags'] },
  'post /workspaces/{w}/flows': { name: 'Opening hours', flow },
  'put /workspaces/{w}/flows/{f}/draft': { revision: 1, flow },
  'post /workspaces/{w}/flows/{f}/publish': { revision: 1 },
  'post /workspaces/{w}/flows/{f}/rollback': { version: 3 },
  'post /workspaces/{w}/flows/{f}/unpublish': { version: 3, people: 'finish' },
  'post /workspaces/{w}/flows/{f}/tries': { flow, channelKind: 'web-chat' },
  'post /workspaces/{w}/tries/{t}/messages': { text: 'Hello' },
  'post /workspaces/{w}/tries/{t}/signals': { name: 'order.paid', values: { amount: 388 } },
  'post /workspaces/{w}/events': {
    id: 'order:1042:placed',
    type: 'order_placed',
    contact: { phone: '+201001234567' },
    data: { number: '1042', total: 1150 },
  },
  'post /workspaces/{w}/events/bulk': {
    events: [
      { id: 'order:1043:placed', type: 'order_placed', at: '2026-11-01T10:00:00.000Z', contact: { email: 'mei@example.com' } },
    ],
  },
  'post /workspaces/{w}/segments': { name: 'Quiet, may get offers', rules: quiet },
  'post /workspaces/{w}/segments/preview': { rules: quiet },
  'patch /workspaces/{w}/segments/{s}': { revision: 1, rules: quiet },
  'post /workspaces/{w}/conversations/{c}/messages': { id: 'order-1042-shipped', text: 'Your parcel is on its way.' },
  'post /workspaces/{w}/conversations/{c}/signals': { id: 'payment-77', name: 'order.paid', values: { amount: 388 } },
  'post /workspaces/{w}/conversations/{c}/assign': { id: 'a1', to: 'agent2', note: 'Speaks Cantonese' },
  'post /workspaces/{w}/conversations/{c}/remind': { at: '2026-12-24T09:00:00.000Z', text: 'Has it arrived?', clientId: 'm1' },
  'post /workspaces/{w}/conversations/{c}/reply': { clientId: 'r1', text: 'We open at ten.' },
  'post /workspaces/{w}/conversations/{c}/note': { clientId: 'n1', text: 'A regular' },
}
