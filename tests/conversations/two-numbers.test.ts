import { expect, it } from 'vitest'
import { newFlow } from '#schemas/flow.ts'
import { channels } from '#server/channels/collections.ts'
import { turns } from '#server/engine/collections.ts'
import { messagesBody, says, signed } from '#tests/peers/whatsapp/webhooks.ts'
import { conversationIdOf } from '#tests/support/conversation-id.ts'
import { inProcess, testSecrets } from '#tests/support/in-process.ts'
import { seed, seedShop } from '#tests/support/seed.ts'
import { eachStore } from '#tests/support/stores.ts'

const second = { phoneNumberId: '200300400', appSecret: seed.appSecret }

eachStore('two numbers of one app, whose vendor calls one address', (open) => {
  it('both hear their customers; a number that another app signs for hears nothing', async () => {
    const store = await open()
    await seedShop(store, testSecrets, { flows: [newFlow('Silent')] })
    const docs = store.collection(channels)
    const first = await docs.get(seed.whatsApp)
    if (!first) throw new Error('no channel')
    const settings = { ...first.settings, phoneNumberId: second.phoneNumberId }
    await docs.insert({ ...first, _id: 'wa2', name: 'Second', settings })
    const foreign = { ...first.settings, phoneNumberId: '300400500' }
    const secrets = { ...first.secrets, appSecret: testSecrets.seal('another app') }
    await docs.insert({ ...first, _id: 'wa3', name: 'Foreign', settings: foreign, secrets })
    const server = await inProcess(store, { workers: false })

    const bodies = [seed, second, { ...second, phoneNumberId: '300400500' }].map((number, i) =>
      messagesBody(number, [{ from: `8529000000${i}`, say: says.text('hello'), id: `wamid.${i}` }]),
    ) as { entry: object[] }[]
    const all = { object: 'whatsapp_business_account', entry: bodies.flatMap(({ entry }) => entry) }
    const { body, headers } = signed(seed, all)
    // Twice, as a vendor does whose answer was lost.
    for (const _ of [1, 2]) {
      const { status } = await fetch(`${server.url}/webhooks/whatsapp/${seed.whatsApp}`, { method: 'POST', body, headers })
      expect(status).toBe(200)
    }
    const heard = (await store.collection(turns).find({})).items.map(({ state }) => state.conversationId)
    expect(heard.sort()).toEqual([conversationIdOf(seed.whatsApp, '85290000000'), conversationIdOf('wa2', '85290000001')].sort())
    await server.close()
  })
})
