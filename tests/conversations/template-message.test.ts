import { afterEach, beforeAll, expect, it } from 'vitest'
import { type Flow, newFlow } from '#schemas/flow.ts'
import { listTemplates } from '#server/channels/templates.ts'
import { startWhatsAppPeer } from '#tests/peers/whatsapp/peer.ts'
import { vendorSchema } from '#tests/peers/whatsapp/vendor-schema.ts'
import { says } from '#tests/peers/whatsapp/webhooks.ts'
import { conversationIdOf } from '#tests/support/conversation-id.ts'
import { inProcess, testClock, testSecrets } from '#tests/support/in-process.ts'
import { seed, seedShop } from '#tests/support/seed.ts'
import { eachStore, type OpenTestStore } from '#tests/support/stores.ts'

const template = (language: string, body: string, buttons: string[]) => ({
  name: 'installation_slot',
  language,
  status: 'APPROVED',
  category: 'UTILITY',
  components: [
    { type: 'BODY', text: body, example: { body_text: [['Monday']] } },
    { type: 'BUTTONS', buttons: buttons.map((text) => ({ type: 'QUICK_REPLY', text })) },
  ],
})
const inArabic = template('ar', 'يمكننا تركيب جهازك يوم {{1}} في الصباح. هل يناسبك ذلك؟', ['نعم', 'يوم آخر'])
const inChinese = template('zh_HK', '我們可以在{{1}}上門安裝，請問合適嗎？', ['好', '改天'])

const words = (en: string, ar: string, zh: string) => ({ en, ar, 'zh-Hant': zh })
const node = (id: string, type: string, config: object) => ({ id, type, position: { x: 0, y: 0 }, data: { name: id, config } })
const edge = (source: string, sourceHandle: string, target: string) => ({
  id: source + sourceHandle,
  source,
  sourceHandle,
  target,
})
/** Asks for the language, and a day later for the slot. */
const flow = (main: string): Flow =>
  ({
    schemaVersion: 1,
    name: 'Installation',
    languages: { default: main, offered: ['en', 'ar', 'zh-Hant'] },
    variables: [],
    notes: [],
    settings: newFlow('').settings,
    nodes: [
      node('start', 'start', { trigger: 'any-message' }),
      node('day', 'wait', { for: 'duration', seconds: 26 * 3600 }),
      node('late', 'send-message', { text: words('Still there?', 'هل ما زلت هنا؟', '您還在嗎？') }),
      node('slot', 'template-message', {
        template: 'installation_slot',
        text: words('Monday?', 'الاثنين؟', '星期一？'),
        values: [{ place: 'body.1', text: words('Monday', 'الاثنين', '星期一') }],
        replies: [
          { id: 'yes', label: words('Yes', 'نعم', '好') },
          { id: 'other-day', label: words('Another day', 'يوم آخر', '改天') },
        ],
      }),
      node('booked', 'send-message', { text: words('Booked.', 'تم الحجز.', '已預約。') }),
      node('person', 'send-message', { text: words('A colleague writes.', 'سيكتب لك زميل.', '同事會聯絡您。') }),
    ],
    edges: [
      edge('start', 'next', 'day'),
      edge('day', 'next', 'slot'),
      edge('slot', 'yes', 'booked'),
      edge('slot', 'not-approved', 'person'),
    ],
  }) as unknown as Flow

const opened: (() => Promise<void>)[] = []

async function aShop(open: OpenTestStore, main: string, templates: Record<string, unknown>[]) {
  const clock = testClock()
  const store = await open({ now: clock.now })
  const peer = await startWhatsAppPeer({ ...seed, now: clock.now })
  peer.has(templates)
  const made = flow(main)
  await seedShop(store, testSecrets, { apiBaseUrl: peer.url, flows: [made] })
  const server = await inProcess(store, { clock, allow: [peer.place], workers: false })
  opened.push(async () => {
    await server.close()
    await peer.close()
  })
  await listTemplates(server.deps, seed.workspaceId, seed.whatsApp)
  const hook = `${server.url}/webhooks/whatsapp/${seed.whatsApp}`
  const conversationId = (from: string) => conversationIdOf(seed.whatsApp, from)
  return {
    peer,
    says: (from: string, say: Record<string, unknown>, replyTo?: string) =>
      peer.deliver(hook, { from, say, ...(replyTo ? { replyTo } : {}) }),
    /** A day and two hours pass, and the timer rings. */
    nextDay: async (from: string) => {
      clock.pass(26 * 3_600_000 + 1000)
      await server.simulation.rings(conversationId(from))
    },
  }
}

eachStore('a slot that is agreed by template', (open) => {
  // A megabyte to compile: no connection waits for it.
  beforeAll(() => void vendorSchema(), 60_000)
  afterEach(async () => {
    for (const close of opened.splice(0)) await close()
  })

  it.each([
    ['ar', 'ar', inArabic, 'نعم', 'الاثنين', 'تم الحجز.'],
    ['zh-Hant', 'zh_HK', inChinese, '好', '星期一', '已預約。'],
  ])('in %s goes when nothing else may, and its button leads on', async (main, code, known, label, day, booked) => {
    const from = '201001234567'
    const { peer, says: writes, nextDay } = await aShop(open, main, [known])
    await writes(from, says.text('1'))
    await nextDay(from)
    const [sent] = await peer.arrived(1)
    expect(sent?.body).toMatchObject({
      type: 'template',
      template: {
        name: 'installation_slot',
        language: { code },
        components: [
          { type: 'body', parameters: [{ type: 'text', text: day }] },
          { type: 'button', sub_type: 'quick_reply', index: '0', parameters: [{ type: 'payload', payload: 'yes' }] },
          { type: 'button', sub_type: 'quick_reply', index: '1', parameters: [{ type: 'payload', payload: 'other-day' }] },
        ],
      },
    })
    await writes(from, { type: 'button', button: { payload: 'yes', text: label } }, sent?.providerId)
    const all = await peer.arrived(2)
    expect(all.at(-1)?.body).toMatchObject({ type: 'text', text: { body: booked } })
    expect(peer.refused()).toEqual([])
  })

  it('that is paused is not sent, and the chat goes its other way: nothing goes out, since the window is shut', async () => {
    const from = '201001234567'
    const { peer, says: writes, nextDay } = await aShop(open, 'ar', [{ ...inArabic, status: 'PAUSED' }])
    await writes(from, says.text('1'))
    await nextDay(from)
    expect(peer.sent()).toEqual([])
    expect(peer.refused().filter(({ body }) => (body as { type?: string }).type === 'template')).toEqual([])
  })
})
