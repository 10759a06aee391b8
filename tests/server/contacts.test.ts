import { expect, it } from 'vitest'
import { handleMessage } from '#server/engine/turns/handle-message.ts'
import { runDueJobs } from '#server/jobs/run-jobs.ts'
import { jobKinds } from '#server/parts-of-subjects.ts'
import { contactEntries, contacts } from '#server/people/collections.ts'
import { finishChanges } from '#server/people/finish-changes.ts'
import { changeContacts } from '#server/people/index.ts'
import { aWorkspace } from '#tests/support/a-workspace.ts'
import { eachApp, type TestApp } from '#tests/support/an-app.ts'

async function aShop(app: TestApp) {
  const ada = await app.person()
  const { w = '', channelId = '' } = await aWorkspace(app, ada.userId)
  await app.join(w, ada.userId, 'owner')
  const path = `/workspaces/${w}/contacts`
  const added = async (facts: object): Promise<string> => (await ada.client.post(path, facts).expect(201)).body.id
  const found = async (query: string): Promise<string[]> => {
    const { items } = (await ada.client.get(`${path}?${query}`).expect(200)).body
    return items.map(({ name, phone }: { name?: string; phone?: string }) => name ?? phone)
  }
  let said = 0
  const writes = async (visitor: string, text: string) => {
    app.pass(1_000)
    const at = new Date(app.deps.now()).toISOString()
    const from = { externalId: visitor }
    const message = { id: `m${said++}`, channelId, from, at, content: { kind: 'text' as const, text } }
    const handled = await handleMessage(app.engine, { workspaceId: w, channelKind: 'web-chat', message })
    await app.projections.flush()
    return handled.kind === 'kept' ? '' : handled.turn.state.contact.id
  }
  return { ...ada, w, path, added, found, writes }
}

eachApp('people', (open) => {
  it('are found by how their name begins, in every script, by the end of their number, and by their address', async () => {
    const app = await open()
    const { added, found } = await aShop(app)
    await added({ name: 'Mohammed Álvarez', phone: '+852 9123 4567' })
    await added({ name: '陳美玲', email: 'Mei.Ling@Example.com' })
    await added({ name: 'فاطمة الزهراء' })
    await added({ name: 'สมชาย ใจดี', phone: '+66 81 234 5678' })
    for (const [q, who] of [
      ['moha', 'Mohammed Álvarez'],
      ['alvarez', 'Mohammed Álvarez'],
      ['4567', 'Mohammed Álvarez'],
      ['9123 4567', 'Mohammed Álvarez'],
      ['美玲', '陳美玲'],
      ['陳', '陳美玲'],
      ['mei.ling@example.com', '陳美玲'],
      ['فاطم', 'فاطمة الزهراء'],
      ['الزهراء', 'فاطمة الزهراء'],
      ['ใจดี', 'สมชาย ใจดี'],
      ['081 234 5678', 'สมชาย ใจดี'],
    ] as const)
      expect([q, await found(`q=${encodeURIComponent(q)}`)]).toEqual([q, [who]])
    expect(await found('q=nobody')).toEqual([])
    expect(await found('q=%21%21')).toEqual([])
  })

  it('are found by tag, stage, language and field together, and come by name or the last seen first', async () => {
    const app = await open()
    const { client, w, path, added, found } = await aShop(app)
    const field = { name: 'size', label: 'Size', type: 'one-of', options: ['Small', 'Large'] }
    await client.post(`/workspaces/${w}/contact-fields`, field).expect(201)
    await added({ name: 'Bo', tags: ['VIP'], stage: 'loyal', language: 'th', fields: { size: 'Large' } })
    app.pass(3_600_000)
    await added({ name: 'Ann', tags: ['VIP'], stage: 'new', language: 'th', fields: { size: 'Small' } })
    expect(await found('tag=vip')).toEqual(['Ann', 'Bo'])
    expect(await found('tag=vip&sort=name')).toEqual(['Ann', 'Bo'])
    expect(await found('tag=vip&language=th&field.size=large')).toEqual(['Bo'])
    expect(await found('stage=new&field.size=large')).toEqual([])
    const { count } = (await client.get(`${path}?tag=vip&limit=1`).expect(200)).body
    expect(count).toBe(2)
    await client.get(`${path}?field.si-ze=1`).expect(422)
  })

  it('keep the latest of each field, whoever changes them, and say who it was', async () => {
    const app = await open()
    const { client, w, path, added, userId } = await aShop(app)
    const id = await added({ name: 'Mei', phone: '9123 4567' })
    const { client: program, tokenId } = await app.token(w, userId, 'admin')
    app.pass(1_000)
    await program.patch(`${path}/${id}`, { email: 'MEI@Example.com', tags: { add: ['vip'] } }).expect(200)
    app.pass(1_000)
    const change = { name: 'Mei C.', phone: null, changeId: 'once' }
    await client.patch(`${path}/${id}`, change).expect(200)
    const { body } = await client.patch(`${path}/${id}`, change).expect(200)
    expect(body).toMatchObject({ name: 'Mei C.', email: 'mei@example.com', tags: ['vip'], firstSource: { kind: 'api' } })
    expect(body.phone).toBeUndefined()
    const { items } = (await client.get(`${path}/${id}/history`).expect(200)).body
    expect(items).toMatchObject([
      { source: 'edit', by: { id: userId, name: 'Ada' }, contact: { name: 'Mei C.', phone: null } },
      { source: 'api', by: { id: tokenId, name: 'CI' }, contact: { email: 'mei@example.com' }, tags: { add: ['vip'] } },
      { source: 'edit', contact: { name: 'Mei', phone: '+85291234567' }, came: { kind: 'api' } },
    ])
  })

  it('are told nothing that does not fit: it is refused by name', async () => {
    const app = await open()
    const { client, w, path, added } = await aShop(app)
    await client.post(`/workspaces/${w}/contact-fields`, { name: 'age', label: 'Age', type: 'number' }).expect(201)
    const id = await added({ name: 'Mei' })
    const given = {
      phone: '12',
      email: 'nobody',
      timeZone: 'Mars/Base',
      birthday: '1990-02-30',
      stage: 'gone',
      fields: { age: 'ten', shoe: 4 },
    }
    const { problems } = (await client.patch(`${path}/${id}`, given).expect(422)).body.error
    expect(problems.map((problem: { path: string }) => problem.path)).toEqual([
      '/phone',
      '/email',
      '/timeZone',
      '/birthday',
      '/stage',
      '/fields/age',
      '/fields/shoe',
    ])
  })

  it('are changed whole when the process dies between their log and their page, and are nobody half', async () => {
    const app = await open()
    const { w, added } = await aShop(app)
    const id = await added({ name: 'Mei' })
    app.pass(1_000)
    const at = new Date(app.deps.now()).toISOString()
    const left = { workspaceId: w, at, source: 'edit' as const, open: at }
    const log = app.store.collection(contactEntries)
    await log.insertMany([
      { _id: `${id}/left`, contactId: id, ...left, contact: { name: 'Mei C.' } },
      { _id: 'pNew/left', contactId: 'pNew', ...left, makes: true, contact: { name: 'Bo' } },
      { _id: 'pGone/left', contactId: 'pGone', ...left, contact: { name: 'Cy' } },
    ])
    app.pass(60_000)
    await finishChanges(app.engine)
    const docs = await app.store.collection(contacts).getMany([id, 'pNew', 'pGone'])
    expect(docs.map(({ name }) => name).sort()).toEqual(['Bo', 'Mei C.'])
    expect(await log.get('pGone/left')).toBeNull()
    expect(await log.count({ open: { $gt: '' } })).toBe(0)
  })

  it('are tagged and moved to a stage together, each once', async () => {
    const app = await open()
    const { client, path, added, found } = await aShop(app)
    const ids = [await added({ name: 'Ann' }), await added({ name: 'Bo' })]
    const many = { contacts: [...ids, 'nobody'], tags: { add: ['offer'] }, stage: 'quiet' }
    const job = (await client.post(`${path}/many`, many).expect(202)).body
    while ((await runDueJobs(app.engine, jobKinds)) > 0);
    expect(await found('tag=offer&stage=quiet&sort=name')).toEqual(['Ann', 'Bo'])
    const { report, state } = (await client.get(`${path.replace('contacts', 'jobs')}/${job.id}`).expect(200)).body
    expect([state, report]).toEqual(['done', { changed: 2 }])
  })

  it('have one timeline of chats, notes and phone calls, the newest first, and page by page the same', async () => {
    const app = await open()
    const { client, w, path, writes } = await aShop(app)
    const id = await writes('dana', 'Hello?')
    const detail = (await client.get(`${path}/${id}`).expect(200)).body
    expect(detail).toMatchObject({ channels: ['web-chat'], firstSource: { kind: 'channel', label: 'web-chat' } })
    const [chat] = detail.conversations
    app.pass(1_000)
    await client.post(`/workspaces/${w}/conversations/${chat.id}/note`, { text: 'A regular', clientId: 'n1' }).expect(200)
    app.pass(1_000)
    const call = { kind: 'call', text: 'Asked for the invoice', noteId: 'c1' }
    for (const _ of [1, 2]) await client.post(`${path}/${id}/timeline`, call).expect(201)
    await app.projections.flush()
    const whole = (await client.get(`${path}/${id}/timeline`).expect(200)).body.items
    expect(whole.map(({ kind, text }: { kind: string; text?: string }) => [kind, text])).toEqual([
      ['call', 'Asked for the invoice'],
      ['note', 'A regular'],
      ['chat', undefined],
    ])
    const paged = []
    for (let next = ''; ; ) {
      const page = (await client.get(`${path}/${id}/timeline?limit=1${next && `&after=${next}`}`).expect(200)).body
      paged.push(...page.items)
      if (!page.next) break
      next = page.next
    }
    expect(paged).toEqual(whole)
  })

  it('are seen by an agent only where their chat is', async () => {
    const app = await open()
    const { client, w, path, added, writes } = await aShop(app)
    const [chatting, alone] = [await writes('eve', 'Hello?'), await added({ name: 'Ann' })]
    const agent = await app.person()
    await app.join(w, agent.userId, 'agent')
    await client.patch(`/workspaces/${w}/members/${agent.userId}`, { sees: 'own' }).expect(200)
    await agent.client.get(`${path}/${alone}`).expect(404)
    await agent.client.patch(`${path}/${alone}`, { name: 'Eve' }).expect(404)
    const { items } = (await agent.client.get(path).expect(200)).body
    const seen = items.map((one: { id: string }) => one.id)
    expect(seen).not.toContain(alone)
    await agent.client.get(`${path}/${chatting}`).expect(seen.includes(chatting) ? 200 : 404)
  })

  it('are gone when they are erased, with what colleagues wrote and all their chats', async () => {
    const app = await open()
    const { client, path, added, writes } = await aShop(app)
    const [chatting, alone] = [await writes('fay', 'Hello?'), await added({ name: 'Ann' })]
    await client.patch(`${path}/${chatting}`, { name: 'Fay' }).expect(200)
    await client.post(`${path}/${alone}/timeline`, { kind: 'note', text: 'Canary' }).expect(201)
    for (const id of [chatting, alone]) await client.delete(`${path}/${id}`).expect(204)
    await client.get(`${path}/${alone}`).expect(404)
    expect(await app.store.collection(contactEntries).count({ _id: { $gt: `${alone}/`, $lt: `${alone}0` } })).toBe(0)
  })

  it('change in no other workspace', async () => {
    const app = await open()
    const { added } = await aShop(app)
    const id = await added({ name: 'Mei' })
    const change = { contactId: id, changeId: 'x', source: 'api' as const, contact: { name: 'Eve' } }
    expect(await changeContacts(app.deps, 'elsewhere', [change])).toEqual([null])
    expect(await app.store.collection(contacts).get(id)).toMatchObject({ name: 'Mei' })
  })
})
