import { expect, it } from 'vitest'
import { conversations } from '#server/chats/collections.ts'
import { handleMessage } from '#server/engine/turns/handle-message.ts'
import { aWorkspace } from '#tests/support/a-workspace.ts'
import { eachApp, type TestApp } from '#tests/support/an-app.ts'

interface Found {
  conversation: { id: string; contact: { name: string } }
  turn: number
  by: string
  text: string
  marks: [number, number][]
}

/** A workspace whose customers have written, and an agent who searches. */
async function aShop(app: TestApp) {
  const { userId, client } = await app.person()
  const { w = '', channelId = '' } = await aWorkspace(app, userId)
  await app.join(w, userId, 'owner')
  app.pass(60_000)
  let said = 0
  const writes = async (text: string, from = 'mei', name = 'Mei Chan', phone = '+85290001234') => {
    await handleMessage(app.engine, {
      workspaceId: w,
      channelKind: 'web-chat',
      message: {
        id: `said${said++}`,
        channelId,
        from: { externalId: from, name, phone },
        at: new Date(app.deps.now()).toISOString(),
        content: { kind: 'text', text },
      },
    })
    app.pass(60_000)
  }
  const path = `/workspaces/${w}/conversations`
  const page = async (q: string, more: Record<string, string> = {}) => {
    await app.projections.flush()
    return (await client.get(`${path}/search?${new URLSearchParams({ q, ...more })}`).expect(200)).body as {
      items: Found[]
      next?: string
    }
  }
  const texts = async (q: string) => (await page(q)).items.map(({ text }) => text)
  return { w, client, path, writes, page, texts }
}

eachApp('a search in the inbox', (open) => {
  it('finds what was written by all of its words, the newest first, and marks them', async () => {
    const { writes, page, texts } = await aShop(await open())
    await writes('The bracket arrived without screws')
    await writes('Where is my bracket?', 'rohan', 'Rohan K.')
    expect(await texts('bracket')).toEqual(['Where is my bracket?', 'The bracket arrived without screws'])
    expect(await texts('SCREWS, bracket')).toEqual(['The bracket arrived without screws'])
    expect(await texts('bracket television')).toEqual([])
    const [found] = (await page('screws')).items as [Found]
    expect(found).toMatchObject({ turn: 1, by: 'contact', conversation: { contact: { name: 'Mei Chan' } } })
    expect(found.marks.map(([from, to]) => found.text.slice(from, to))).toEqual(['screws'])
  })

  it('finds people by how their name begins, by their number and its last digits', async () => {
    const { writes, page } = await aShop(await open())
    await writes('hello')
    await writes('hello', 'wong', '黃小明', '+85263334444')
    const who = async (q: string) => (await page(q)).items.map(({ by, text }) => `${by} ${text}`)
    expect(await who('cha')).toEqual(['person Mei Chan'])
    expect(await who('mei chan')).toEqual(['person Mei Chan'])
    expect(await who('小明')).toEqual(['person 黃小明'])
    expect(await who('黃')).toEqual(['person 黃小明'])
    expect(await who('+852 9000 1234')).toEqual(['person +85290001234'])
    expect(await who('1234')).toEqual(['person +85290001234'])
    expect(await who('8526')).toEqual(['person +85263334444'])
  })

  it('finds people by their number as it is dialled at home, and numbers that begin with 0 as they are written', async () => {
    const { writes, page, texts } = await aShop(await open())
    await writes('สวัสดีค่ะ', 'ying', 'สมหญิง', '+66812345678')
    await writes('chào shop', 'binh', 'Trần Văn Bình', '+84901234567')
    const who = async (q: string) => (await page(q)).items.map(({ by, text }) => `${by} ${text}`)
    expect(await who('0812345678')).toEqual(['person +66812345678'])
    expect(await who('081-234-5678')).toEqual(['person +66812345678'])
    expect(await who('090 123 4567')).toEqual(['person +84901234567'])
    await writes('Order 0412345678 did not come', 'ying', 'สมหญิง', '+66812345678')
    expect(await texts('0412345678')).toEqual(['Order 0412345678 did not come'])
  })

  it('finds orders by how their number begins, Chinese by two characters, Thai by a word', async () => {
    const { writes, texts } = await aShop(await open())
    await writes('Order 41902 did not come')
    await writes('請問有冇貨')
    await writes('ส่งของวันไหน')
    expect(await texts('4190')).toEqual(['Order 41902 did not come'])
    expect(await texts('冇貨')).toEqual(['請問有冇貨'])
    expect(await texts('ของ')).toEqual(['ส่งของวันไหน'])
  })

  it('finds what agents answered and noted, each with who wrote it', async () => {
    const { client, path, writes, page } = await aShop(await open())
    await writes('hello')
    const c = (await page('hello')).items[0]?.conversation.id
    await client.post(`${path}/${c}/take`).expect(200)
    await client.post(`${path}/${c}/reply`, { text: 'The courier comes tonight', clientId: 'r1' }).expect(200)
    await client.post(`${path}/${c}/note`, { text: 'Courier is late again', clientId: 'n1' }).expect(200)
    expect((await page('courier')).items.map(({ by, turn }) => [by, turn])).toEqual([
      ['note', 4],
      ['agent', 3],
    ])
  })

  it('finds what colleagues were told when a chat was handed over or closed, and what somebody is to be reminded of', async () => {
    const { client, path, writes, page } = await aShop(await open())
    await writes('hello')
    const c = (await page('hello')).items[0]?.conversation.id
    const { turn } = (await client.post(`${path}/${c}/take`).expect(200)).body
    const at = '2041-03-20T09:00:00.000Z'
    await client.post(`${path}/${c}/remind`, { at, text: 'Ask for the parcel', clientId: 'm1' }).expect(200)
    const note = 'Parcel lost, wants it again'
    await client.post(`${path}/${c}/assign`, { id: 'a1', from: turn.owner.agentId, note }).expect(200)
    await client.post(`${path}/${c}/close`, { reason: 'Parcel found' }).expect(200)
    expect((await page('parcel')).items.map(({ by, text }) => `${by} ${text}`)).toEqual([
      'note Parcel found',
      `note ${note}`,
      'note Ask for the parcel',
    ])
  })

  it('comes a page at a time, and says where it goes on', async () => {
    const { writes, page } = await aShop(await open())
    for (let n = 0; n < 5; n++) await writes(`bracket number ${n}`)
    const first = await page('bracket', { limit: '2' })
    const second = await page('bracket', { limit: '2', after: first.next as string })
    const third = await page('bracket', { limit: '2', after: second.next as string })
    expect([first, second, third].map(({ items }) => items.map(({ text }) => text.at(-1)).join(''))).toEqual(['43', '21', '0'])
    expect(third.next).toBeUndefined()
  })

  it('finds nothing of another workspace, nor by a text without words', async () => {
    const app = await open()
    const one = await aShop(app)
    const other = await aShop(app)
    await one.writes('The bracket arrived without screws')
    expect((await other.page('bracket')).items).toEqual([])
    expect(await one.texts('… !')).toEqual([])
    await one.client.get(`${one.path}/search?q=`).expect(422)
  })

  it('finds nothing of a chat that is deleted, from then on', async () => {
    const app = await open()
    const { client, path, writes, page } = await aShop(app)
    await writes('My secret bracket')
    const c = (await page('bracket')).items[0]?.conversation.id
    await client.delete(`${path}/${c}`).expect(204)
    expect((await page('bracket')).items).toEqual([])
    expect((await page('chan')).items).toEqual([])
  })
})

eachApp('a filter by tag', (open) => {
  it('lists the chats of people who have it', async () => {
    const app = await open()
    const { client, path, writes, page } = await aShop(app)
    await writes('hello')
    await app.projections.flush()
    const listed = async () => (await client.get(`${path}?view=all&tag=vip`).expect(200)).body.items
    expect(await listed()).toEqual([])
    const c = (await page('hello')).items[0]?.conversation.id as string
    await app.store.collection(conversations).update(c, { $set: { tags: ['vip', 'kitchen'] } })
    expect(await listed()).toMatchObject([{ id: c, contact: { tags: ['vip', 'kitchen'] } }])
  })
})
