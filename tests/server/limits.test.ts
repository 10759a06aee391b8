import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { WebChatReply } from '#schemas/api/web-chat.ts'
import { isWebChat } from '#server/channels/web-chat/settings.ts'
import { webChat } from '#server/channels/web-chat/web-chat.ts'
import { actOnConversation } from '#server/chats/act-on-conversation.ts'
import { visitorIdOf } from '#server/engine/ids.ts'
import { newestState } from '#server/engine/turns/take-turn.ts'
import { anApp, eachApp } from '#tests/support/an-app.ts'
import { conversationIdOf } from '#tests/support/conversation-id.ts'

const texts = ({ messages }: WebChatReply): string[] =>
  messages.flatMap(({ message }) => (message.kind === 'text' ? [message.text] : []))
const sorry = 'Very many people are waiting for a colleague just now. Ask again in a few minutes; what you wrote is kept.'

eachApp('whom a web chat’s limits hit', (start) => {
  /** A shop whose web chat hands everybody to a person, and visitors of networks that a header tells. */
  async function aShop() {
    const app = await start()
    const { client, workspaceId, userId } = await app.owner()
    const made = await client
      .post(`/workspaces/${workspaceId}/channels`, {
        kind: 'web-chat',
        name: 'Website',
        settings: { title: 'Shop', accent: '#0B6E79', origins: [], language: 'en' },
      })
      .expect(201)
    const channelId = made.body.id as string
    const channel = await app.channels.get(channelId)
    if (!isWebChat(channel)) throw new Error('no web chat')
    const chat = webChat({ ...app, agentName: () => undefined, senderNetwork: (request) => String(request.headers.via) })
    const http = createServer((request, response) => {
      const [path = '', search] = (request.url ?? '').split('?')
      void chat(request, response, new URLSearchParams(search), channel, path.slice(1))
    }).listen(0, '127.0.0.1')
    await once(http, 'listening')
    onTestFinished(() => void http.close())
    const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`
    const keyOf = (visitor: string) => visitor.padEnd(43, '-')
    const ask = (visitor: string, path: string, via: string, body?: unknown) =>
      fetch(`${url}/${path}`, {
        method: body ? 'POST' : 'GET',
        headers: { authorization: `Bearer ${keyOf(visitor)}`, via, 'content-type': 'application/json' },
        ...(body ? { body: JSON.stringify(body) } : {}),
      })
    let said = 0
    const limits = `/workspaces/${workspaceId}/channels/${channelId}/limits`
    return {
      app,
      client,
      limits,
      userId,
      workspaceId,
      conversationOf: (visitor: string) => conversationIdOf(channelId, visitorIdOf(keyOf(visitor))),
      read: (visitor: string, via: string) => ask(visitor, 'messages', via),
      async says(visitor: string, via: string) {
        const answer = await ask(visitor, 'messages', via, { clientId: `m${said++}`, text: 'hello?' })
        return answer.status === 200 ? texts((await answer.json()) as WebChatReply) : answer.status
      },
    }
  }
  const here = '203.0.113.7'
  const there = '2001:db8:1:2::/64'

  it('one address cannot drown the inbox: its 101st new visitor waits at the door, others come in', async () => {
    const shop = await aShop()
    const answers: (number | string[])[] = []
    for (let n = 0; n < 130; n++) answers.push(await shop.says(`v${n}`, here))
    expect(answers.slice(0, 20)).toEqual(Array(20).fill([]))
    expect(answers.slice(20, 100)).toEqual(Array(80).fill([sorry]))
    expect(answers.slice(100)).toEqual(Array(30).fill(429))
    // Who is in goes on; who writes from elsewhere is not held up.
    expect([await shop.says('v3', here), await shop.says('elsewhere', there)]).toEqual([[], []])
    shop.app.pass(10 * 60_000)
    expect(await shop.says('v129', here)).toEqual([sorry])
  })

  it('an admin sees it and frees them, and may limit them again', async () => {
    const shop = await aShop()
    for (let n = 0; n < 103; n++) await shop.says(`v${n}`, here)
    const { body } = await shop.client.get(shop.limits).expect(200)
    const at = '2041-03-02T09:00:00.000Z'
    const hit = { id: expect.any(String), network: here, newVisitors: 3, waiting: 80, since: at, last: at, freed: false }
    expect(body.items).toEqual([hit])
    const one = `${shop.limits}/${body.items[0].id}`
    expect((await shop.client.patch(one, { freed: true }).expect(200)).body).toEqual({ ...hit, freed: true })
    await expect.poll(() => shop.says('late', here)).toEqual([])
    await shop.client.patch(one, { freed: false }).expect(200)
    let later = 0
    await expect.poll(() => shop.says(`later${later++}`, here)).toBe(429)
    expect((await shop.client.get(shop.limits).expect(200)).body.items).toMatchObject([{ network: here, freed: false }])
    await shop.client.patch(`${shop.limits}/nothing`, { freed: true }).expect(404)
  })

  it('who was turned away lost nothing, and waits when they ask again and there is room', async () => {
    const shop = await aShop()
    for (let n = 0; n < 21; n++) await shop.says(`v${n}`, here)
    const last = shop.conversationOf('v20')
    expect((await newestState(shop.app.engine, last))?.state).toMatchObject({ owner: { kind: 'flow' }, inbound: 1 })
    const who = { workspaceId: shop.workspaceId, agentId: shop.userId }
    await actOnConversation(shop.app.engine, who, shop.conversationOf('v0'), { do: 'take' })
    expect(await shop.says('v20', here)).toEqual([])
    expect((await newestState(shop.app.engine, last))?.state).toMatchObject({ owner: { kind: 'queue' }, inbound: 2 })
  })

  it('reading has a limit too', async () => {
    const shop = await aShop()
    await shop.says('mei', here)
    const statuses: number[] = []
    for (let n = 0; n < 601; n++) statuses.push((await shop.read('mei', here)).status)
    expect([new Set(statuses.slice(0, 600)), statuses[600]]).toEqual([new Set([200]), 429])
    expect((await shop.read('bo', here)).status).toBe(200)
  })
})

describe('the visitor’s key', () => {
  it('is not taken from the address of an event stream', async () => {
    const app = await anApp()
    const { client, workspaceId } = await app.owner()
    const settings = { title: 'Shop', accent: '#0B6E79', origins: [], language: 'en' }
    const { body } = await client
      .post(`/workspaces/${workspaceId}/channels`, { kind: 'web-chat', name: 'Website', settings })
      .expect(201)
    const { port } = app.http.address() as AddressInfo
    const answer = await fetch(`http://127.0.0.1:${port}/chat/${body.id}/events?key=${'k'.repeat(43)}`)
    expect([answer.status, await answer.json()]).toMatchObject([401, { error: { code: 'no-visitor-key' } }])
  })
})
