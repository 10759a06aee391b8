import type { BrowserContext, Page } from 'playwright-core'
import type { Me } from '#schemas/api/accounts.ts'
import type { ChannelView } from '#schemas/api/channels.ts'
import type { FlowView } from '#schemas/api/flows.ts'
import { type Flow, newFlow } from '#schemas/flow.ts'
import { setUpCode } from '#server/accounts/set-up-code.ts'
import { startWhatsAppPeer } from '#tests/peers/whatsapp/peer.ts'
import { inProcess, testSecrets } from '#tests/support/in-process.ts'
import { joinAs } from '#tests/support/invited.ts'
import { seed } from '#tests/support/seed.ts'
import { openTestEmbedded } from '#tests/support/stores.ts'
import { openBrowserIfPossible } from './browser.ts'
import { builtEditor } from './built-editor.ts'

const password = 'a dozen letters'
const email = (name: string) => `${name.split(' ')[0]?.toLowerCase()}@shop.example`

/** A shop with a published flow that hands chats over, a web chat, a WhatsApp number, and people who answer. No browser: undefined. */
export async function anInbox() {
  const browser = await openBrowserIfPossible()
  if (!browser) return undefined
  const store = await openTestEmbedded()
  let webhook = ''
  const peer = await startWhatsAppPeer({
    ...seed,
    light: true,
    statuses: { webhookUrl: () => webhook, order: ['sent', 'delivered', 'read'] },
  })
  const server = await inProcess(store, { editorFolder: builtEditor(), allow: [peer.place] })
  const { url } = server

  const desk = { width: 1440, height: 900 }
  const contextOf = async (name?: string, viewport = desk): Promise<BrowserContext> => {
    const context = await browser.newContext({ viewport, locale: 'en-GB', reducedMotion: 'reduce' })
    if (name) await calling(context)<Me>('POST', '/session', { email: email(name), password })
    return context
  }
  const calling =
    ({ request }: BrowserContext) =>
    async <T>(method: string, path: string, data?: unknown): Promise<T> => {
      const answer = await request.fetch(`${url}/api/v1${path}`, { method, headers: { origin: url }, data })
      if (!answer.ok()) throw new Error(`${method} ${path}: ${answer.status()} ${await answer.text()}`)
      return (answer.status() === 204 ? undefined : await answer.json()) as T
    }

  const owner = await browser.newContext()
  const call = calling(owner)
  const me = await call<Me>('POST', '/owner', {
    name: 'Ada L.',
    email: email('Ada L.'),
    password,
    workspaceName: 'Yoho',
    language: 'en',
    timeZone: 'Asia/Hong_Kong',
    code: setUpCode(testSecrets),
  })
  const w = me.workspaces[0]?.id as string
  for (const [name, role] of [
    ['Joyce P.', 'agent'],
    ['Terence W.', 'agent'],
    ['Mo N.', 'manager'],
  ] as const)
    await joinAs(call, calling(await browser.newContext()), w, { name, email: email(name), password, role })
  const web = await call<ChannelView>('POST', `/workspaces/${w}/channels`, {
    kind: 'web-chat',
    name: 'Website',
    settings: { title: 'Yoho', accent: '#0B6E79', origins: [], language: 'en' },
  })
  const whatsApp = await call<ChannelView>('POST', `/workspaces/${w}/channels`, {
    kind: 'whatsapp',
    name: 'Yoho General',
    settings: {
      phoneNumberId: seed.phoneNumberId,
      accessToken: seed.accessToken,
      appSecret: seed.appSecret,
      verifyToken: 'verify',
      apiBaseUrl: peer.url,
      apiVersion: 'v23.0',
    },
  })
  webhook = `${url}/webhooks/whatsapp/${whatsApp.id}`
  const flow = await call<FlowView>('POST', `/workspaces/${w}/flows`, { name: 'Welcome and triage', flow: welcome() })
  await call('POST', `/workspaces/${w}/flows/${flow.id}/publish`, { revision: flow.revision })

  return {
    url,
    peer,
    workspaceId: w,
    store,
    /** The API, as the owner. */
    call,
    webhook: () => webhook,
    /** The API, as somebody of the shop. */
    as: async (name: string) => calling(await contextOf(name)),
    /** A browser of their own for somebody of the shop, signed in, or for a stranger. */
    context: contextOf,
    /** An agent's page at a place of the inbox. `live: false` hears of nothing. */
    async agent(name: string, place = 'inbox', { live = true } = {}): Promise<Page> {
      const page = await (await contextOf(name)).newPage()
      if (!live) await page.routeWebSocket(/\/api\/v1\/live/, () => undefined)
      page.setDefaultTimeout(20_000)
      await page.goto(`${url}/w/${w}/${place}`)
      return page
    },
    /** Someone on the web chat: what they send, in order. */
    visitor(key: string) {
      const send = async (message: { text: string } | { choice: { id: string; label: string } }) => {
        const answer = await fetch(`${url}/chat/${web.id}/messages`, {
          method: 'POST',
          headers: { authorization: `Bearer ${key.padEnd(40, '-')}`, 'content-type': 'application/json' },
          body: JSON.stringify({ clientId: `${key}-${made++}`, ...message }),
        })
        if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`)
      }
      return {
        says: (text: string) => send({ text }),
        picks: (id: string, label: string) => send({ choice: { id, label } }),
        /** What the visitor sees. */
        async sees(): Promise<string[]> {
          const answer = await fetch(`${url}/chat/${web.id}/messages?after=0`, {
            headers: { authorization: `Bearer ${key.padEnd(40, '-')}` },
          })
          const { messages } = (await answer.json()) as { messages: { message: { text?: string } }[] }
          return messages.flatMap(({ message }) => message.text ?? [])
        },
      }
    },
    async close() {
      await browser.close()
      await server.close()
      await peer.close()
      await store.close()
    },
  }
}

export type InboxUnderTest = NonNullable<Awaited<ReturnType<typeof anInbox>>>

let made = 0

/** Language → name → topic → (order number) → a person. */
function welcome(): Flow {
  const flow = newFlow('Welcome and triage')
  flow.languages = { default: 'en', offered: ['en', 'zh-Hant', 'ar'] }
  flow.variables = ['name', 'order'].map((name) => ({ name, type: 'text' }))
  const option = (id: string, en: string, zh: string, ar: string) => ({ id, label: { en, 'zh-Hant': zh, ar } })
  const node = (id: string, type: string, name: string, config: Record<string, unknown>) =>
    flow.nodes.push({ id, type, position: { x: 300 * flow.nodes.length, y: 0 }, data: { name, config } })
  const edge = (source: string, sourceHandle: string, target: string) =>
    flow.edges.push({ id: `${source}.${sourceHandle}`, source, sourceHandle, target })

  node('language', 'language', 'Language', { text: { en: 'Which language?' } })
  node('name', 'ask-question', 'Name', {
    text: { en: 'What is your name?', 'zh-Hant': '請問怎麼稱呼？', ar: 'ما اسمك؟' },
    answer: 'text',
    saveAs: 'name',
    saveToContact: 'name',
  })
  node('topic', 'menu', 'Choose a topic', {
    text: {
      en: 'Hi {{ contact.name }}, how can we help you today?',
      'zh-Hant': '{{ contact.name }}，有甚麼可以幫到您？',
      ar: 'أهلاً بك يا {{ contact.name }}. كيف نساعدك اليوم؟',
    },
    options: [
      option('question', 'Quick question', '簡單問題', 'سؤال عن منتج'),
      option('order', 'Track my order', '追蹤訂單', 'تتبّع طلب'),
      option('person', 'Talk to our team', '聯絡我們', 'التحدث مع موظف'),
    ],
  })
  node('order', 'ask-question', 'Order number', {
    text: { en: 'What is your order number?', 'zh-Hant': '您的訂單號碼是？', ar: 'ما رقم الطلب؟' },
    answer: 'text',
    saveAs: 'order',
  })
  node('answer', 'end', 'Answer', { text: { en: 'We open at 10.', 'zh-Hant': '我們十時開門。', ar: 'نفتح في العاشرة.' } })
  node('service', 'hand-off', 'Hand over to service', {
    text: { en: 'A colleague answers soon.', 'zh-Hant': '同事很快回覆您。', ar: 'سيردّ عليك زميلنا قريباً.' },
    team: 'Service',
    reason: 'Order {{ order }}: the customer asks for a person.',
  })
  node('team', 'hand-off', 'Talk to our team', {
    text: { en: 'A colleague answers soon.', 'zh-Hant': '同事很快回覆您。', ar: 'سيردّ عليك زميلنا قريباً.' },
  })
  edge('start', 'next', 'language')
  edge('language', 'chosen', 'name')
  edge('name', 'valid', 'topic')
  edge('topic', 'question', 'answer')
  edge('topic', 'order', 'order')
  edge('topic', 'person', 'team')
  edge('order', 'valid', 'service')
  return flow
}
