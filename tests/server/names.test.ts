import type { AddressInfo } from 'node:net'
import { expect, it } from 'vitest'
import { newFlow } from '#schemas/flow.ts'
import { channels } from '#server/channels/collections.ts'
import { turns } from '#server/engine/collections.ts'
import { contacts } from '#server/people/collections.ts'
import { messagesBody, signed } from '#tests/peers/whatsapp/webhooks.ts'
import { eachApp, newOwner } from '#tests/support/an-app.ts'
import { conversationIdOf } from '#tests/support/conversation-id.ts'
import { seed, seedShop } from '#tests/support/seed.ts'

const turned = 'Ada\u202E.L\u200B'
const painted = `Shop${'\u0335'.repeat(100)}`
const unseen = '\u202E\u3164\u200B'

eachApp('a name', (open) => {
  it('of a person, a workspace, a channel, a flow or a token turns no text round and paints over nothing', async () => {
    const app = await open()
    const asked = await app.anonymous.post('/owner', { ...newOwner, name: turned, workspaceName: painted }).expect(201)
    expect(asked.body.user.name).toBe('Ada.L')
    const [workspace] = asked.body.workspaces
    expect(workspace.name).toBe(`Shop${'\u0335'.repeat(4)}`)
    const { client } = await app.person({ [workspace.id]: 'admin' })
    const at = `/workspaces/${workspace.id}`
    const settings = { title: 'Shop', accent: '#0B6E79', origins: [], language: 'en' }
    const channel = await client.post(`${at}/channels`, { kind: 'web-chat', name: turned, settings }).expect(201)
    const renamed = await client.patch(`${at}/channels/${channel.body.id}`, { name: `\u2067${turned}` }).expect(200)
    const token = await client.post(`${at}/tokens`, { name: turned, role: 'agent', expiresInDays: 1 }).expect(201)
    const flow = await client.post(`${at}/flows`, { name: turned }).expect(201)
    const draft = { revision: flow.body.revision, flow: newFlow(turned) }
    await client.put(`${at}/flows/${flow.body.id}/draft`, draft).expect(200)
    const saved = await client.get(`${at}/flows/${flow.body.id}`).expect(200)
    const names = [channel.body.name, renamed.body.name, token.body.name, flow.body.draft.name, saved.body.draft.name]
    expect(names).toEqual(Array(5).fill('Ada.L'))
  })

  it('of which nothing can be seen is none', async () => {
    const app = await open()
    const { client, workspaceId } = await app.owner()
    const { body } = await client.patch(`/workspaces/${workspaceId}`, { name: unseen }).expect(422)
    expect(body.error.problems).toEqual([{ path: '/name', message: 'must not be empty' }])
    await client.post(`/workspaces/${workspaceId}/flows`, { name: 'A', flow: newFlow(unseen) }).expect(422)
  })

  it('of a customer is clean in the inbox, and so is the name of their file', async () => {
    const app = await open()
    await seedShop(app.store, app.deps.secrets)
    const account = { appSecret: seed.appSecret, phoneNumberId: '100200300' }
    await app.store.collection(channels).update(seed.whatsApp, { $set: { 'settings.phoneNumberId': account.phoneNumberId } })
    const { port } = app.http.address() as AddressInfo
    const file = { id: 'm1', mime_type: 'application/pdf', filename: 'invoice\u202Efdp.exe' }
    const body = messagesBody(account, [{ from: '85291111111', name: turned, say: { type: 'document', document: file } }])
    const url = `http://127.0.0.1:${port}/webhooks/whatsapp/${seed.whatsApp}`
    expect((await fetch(url, { method: 'POST', ...signed(account, body) })).status).toBe(200)
    await app.projections.flush()
    const conversationId = conversationIdOf(seed.whatsApp, '85291111111')
    const { items } = await app.store.collection(turns).find({}, { limit: 10 })
    const turn = items.find(({ state }) => state.conversationId === conversationId)
    expect(turn?.state.contact.name).toBe('Ada.L')
    expect(JSON.stringify(turn)).not.toMatch(/\u202E|\u200B/)
    expect(JSON.stringify(turn)).toContain('invoicefdp.exe')
    const known = await app.store.collection(contacts).find({}, { limit: 10 })
    expect(known.items.map(({ name }) => name)).toEqual(['Ada.L'])
  })
})
