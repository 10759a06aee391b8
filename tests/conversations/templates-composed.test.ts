import { afterEach, expect, it } from 'vitest'
import { newFlow } from '#schemas/flow.ts'
import type { TemplateDraft } from '#schemas/message-template.ts'
import { changeTemplate, createTemplate, deleteTemplate } from '#server/channels/compose-template.ts'
import { listTemplates, templateMessage } from '#server/channels/templates.ts'
import { mayTemplateGo, templatesOf } from '#server/channels/workspace-templates.ts'
import { sendUnasked } from '#server/chats/send-unasked.ts'
import { startWhatsAppPeer } from '#tests/peers/whatsapp/peer.ts'
import { accountBody, says, signed } from '#tests/peers/whatsapp/webhooks.ts'
import { conversationIdOf } from '#tests/support/conversation-id.ts'
import { inProcess, testClock, testSecrets } from '#tests/support/in-process.ts'
import { seed, seedShop } from '#tests/support/seed.ts'
import { eachStore, type OpenTestStore } from '#tests/support/stores.ts'

const customer = '201001234567'
const inArabic: TemplateDraft = {
  name: 'we_miss_you',
  language: 'ar',
  category: 'MARKETING',
  header: { kind: 'text', text: 'مرحبا {{1}}' },
  body: 'مضى {{1}} يوما على آخر طلب لك، ولدينا عروض جديدة تنتظرك اليوم.',
  footer: 'متجر شروى',
  buttons: [{ kind: 'reply', label: 'أرسلوا العروض' }, { kind: 'reply', label: 'لا شكرا' }, { kind: 'code' }],
  examples: { 'header.1': 'منى', 'body.1': '45', 'button.2': 'EID25' },
}
const inChinese: TemplateDraft = {
  ...inArabic,
  language: 'zh_HK',
  header: { kind: 'text', text: '你好 {{1}}' },
  body: '您已經有{{1}}天沒有下單，我們為您準備了新的優惠。',
  footer: '友和',
  buttons: [{ kind: 'reply', label: '看優惠' }],
  examples: { 'header.1': '美', 'body.1': '45' },
}

const opened: (() => Promise<void>)[] = []

async function aShop(open: OpenTestStore) {
  const clock = testClock()
  const store = await open({ now: clock.now })
  const peer = await startWhatsAppPeer({ ...seed, now: clock.now })
  await seedShop(store, testSecrets, { apiBaseUrl: peer.url, flows: [newFlow('Silent')] })
  const server = await inProcess(store, { clock, allow: [peer.place], workers: false })
  opened.push(async () => {
    await server.close()
    await peer.close()
  })
  const { deps } = server
  const actor = { workspaceId: seed.workspaceId, caller: { user: { id: 'u1' } } } as unknown as Parameters<
    typeof createTemplate
  >[1]
  const hook = `${server.url}/webhooks/whatsapp/${seed.whatsApp}`
  return {
    server,
    peer,
    clock,
    hook,
    create: (draft: TemplateDraft) => createTemplate(deps, actor, seed.whatsApp, draft),
    change: (templateId: string, draft: TemplateDraft) =>
      changeTemplate(deps, actor, { channelId: seed.whatsApp, templateId }, draft),
    remove: (templateId: string) => deleteTemplate(deps, actor, { channelId: seed.whatsApp, templateId }),
    known: async () => (await templatesOf(deps, seed.workspaceId)).map(({ template }) => template),
    mayGo: (language: string) => mayTemplateGo(deps, seed.workspaceId, seed.whatsApp, { name: 'we_miss_you', language }),
    list: () => listTemplates(deps, seed.workspaceId, seed.whatsApp),
    decides: (language: string, told: Parameters<typeof peer.decides>[3]) => peer.decides(hook, 'we_miss_you', language, told),
  }
}

eachStore('a template that is composed here', (open) => {
  afterEach(async () => {
    for (const close of opened.splice(0)) await close()
  })

  it('waits for approval, may go at the moment the vendor tells so, and goes with all that was filled in', async () => {
    const { create, decides, mayGo, server, peer, clock, hook } = await aShop(open)
    expect(await create(inArabic)).toMatchObject({
      state: 'pending',
      category: 'MARKETING',
      buttons: ['أرسلوا العروض', 'لا شكرا', ''],
    })
    expect(await mayGo('ar')).toEqual({ may: false, why: 'pending' })
    expect(await decides('ar', { event: 'APPROVED' })).toBe(200)
    expect(await mayGo('ar')).toMatchObject({ may: true })
    await peer.deliver(hook, { from: customer, say: says.text('مرحبا') })
    clock.pass(45 * 86_400_000)
    const values = { 'header.1': 'منى', 'body.1': '45', 'button.2': 'EID25' }
    const message = await templateMessage(server.deps, seed.workspaceId, seed.whatsApp, {
      name: 'we_miss_you',
      language: 'ar',
      values,
    })
    await sendUnasked(server.engine, { workspaceId: seed.workspaceId, agentId: 'a' }, conversationIdOf(seed.whatsApp, customer), {
      id: 's1',
      message,
    })
    const [sent] = await peer.arrived(1)
    expect(sent?.body).toMatchObject({
      template: {
        name: 'we_miss_you',
        components: [
          { type: 'header', parameters: [{ type: 'text', text: 'منى' }] },
          { type: 'body', parameters: [{ type: 'text', text: '45' }] },
          { type: 'button', sub_type: 'copy_code', index: '2', parameters: [{ type: 'coupon_code', coupon_code: 'EID25' }] },
        ],
      },
    })
    expect(peer.refused()).toEqual([])
  })

  it('and refused says why, is changed, and waits again; one paused may not go', async () => {
    const { create, change, decides, mayGo, known } = await aShop(open)
    const { id = '' } = await create(inChinese)
    await decides('zh_HK', { event: 'REJECTED', reason: 'INVALID_FORMAT' })
    expect(await known()).toMatchObject([{ state: 'rejected', why: 'INVALID_FORMAT' }])
    expect(await mayGo('zh_HK')).toEqual({ may: false, why: 'rejected' })
    const better = { ...inChinese, body: '您已經有{{1}}天沒有下單，快來看看我們為您準備的優惠吧。' }
    expect(await change(id, better)).toMatchObject({ id, state: 'pending', body: better.body })
    await expect(change(id, better)).rejects.toMatchObject({ code: 'template-pending' })
    await decides('zh_HK', { event: 'APPROVED' })
    expect((await known()).map(({ state, why }) => [state, why])).toEqual([['approved', undefined]])
    await decides('zh_HK', { event: 'PAUSED' })
    expect(await mayGo('zh_HK')).toEqual({ may: false, why: 'off' })
  })

  it('is told what is wrong with it before the vendor is asked, and what the vendor refuses in its own words', async () => {
    const { create, peer } = await aShop(open)
    await expect(create({ ...inChinese, body: '{{1}}天' })).rejects.toMatchObject({
      code: 'invalid-input',
      problems: [
        { path: '/body', message: 'may not begin or end with a place: add a word before or after it' },
        { path: '/body', message: 'has too many places for so few words: WhatsApp wants 3 words or more beside them' },
      ],
    })
    expect(peer.templates()).toEqual([])
    await create(inChinese)
    await expect(create(inChinese)).rejects.toMatchObject({ code: 'invalid-input', problems: [{ path: '/name' }] })
    peer.failNext(100)
    await expect(create(inArabic)).rejects.toMatchObject({
      code: 'template-refused',
      details: { why: { code: 'content-refused', values: { details: 'Failing as told' } } },
    })
  })

  it('is rated and put into another category by the vendor, and is gone once it is deleted', async () => {
    const { create, decides, known, hook, remove, peer, list } = await aShop(open)
    const { id = '' } = await create(inArabic)
    await decides('ar', { event: 'APPROVED' })
    const of = { message_template_id: Number(id), message_template_name: 'we_miss_you', message_template_language: 'ar' }
    const told: [string, Record<string, unknown>][] = [
      ['message_template_quality_update', { ...of, previous_quality_score: 'GREEN', new_quality_score: 'RED' }],
      ['template_category_update', { ...of, previous_category: 'MARKETING', new_category: 'UTILITY' }],
    ]
    for (const [field, value] of told) {
      const { body, headers } = signed(seed, accountBody('700000', field, value))
      expect((await fetch(hook, { method: 'POST', body, headers })).status).toBe(200)
    }
    expect(await known()).toMatchObject([{ quality: 'low', category: 'UTILITY', state: 'approved' }])
    await remove(id)
    expect([await known(), peer.templates()]).toEqual([[], []])
    expect((await list()).items).toEqual([])
  })
})
