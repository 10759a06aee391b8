import { expect, it } from 'vitest'
import { aWorkspace } from '#tests/support/a-workspace.ts'
import { eachApp, type TestApp } from '#tests/support/an-app.ts'

async function aChat(app: TestApp) {
  const { userId, client } = await app.person()
  const { w, c } = await aWorkspace(app, userId)
  await app.join(w as string, userId, 'admin')
  return { userId, client, one: `/workspaces/${w}/conversations/${c}`, w: w as string }
}

eachApp('a message over the API', (open) => {
  it('is the same however often it is sent under one id, and is said in the name of who sent it', async () => {
    const app = await open()
    const { client, one, userId } = await aChat(app)
    const body = { id: 'order-1-shipped', text: 'Your parcel is on its way.' }
    const first = (await client.post(`${one}/messages`, body).expect(200)).body.turn
    expect(first).toMatchObject({
      event: { kind: 'send', by: userId, lane: 'live' },
      say: [{ by: { kind: 'agent', agentId: userId }, message: { kind: 'text', text: body.text } }],
    })
    expect((await client.post(`${one}/messages`, { ...body, text: 'Other words' }).expect(200)).body.turn.id).toBe(first.id)
  })

  it('is refused where its id or its words are missing', async () => {
    const app = await open()
    const { client, one } = await aChat(app)
    await client.post(`${one}/messages`, { text: 'Hello' }).expect(422)
    await client.post(`${one}/messages`, { id: 'a', text: '' }).expect(422)
    // No vendor takes what cannot be read.
    for (const text of [' ', '\n\t', '\0', '\u200b']) {
      const { body } = await client.post(`${one}/messages`, { id: 'a', text }).expect(422)
      expect(body.error.problems).toEqual([{ path: '/text', message: 'must not be empty' }])
      await client.post(`${one}/note`, { clientId: 'a', text }).expect(422)
    }
    await client.post(`${one}/messages`, { id: 'a', text: ' 👍' }).expect(200)
    await client.post(`${one}/messages`, { id: 'a', text: 'Hello', lane: 'fast' }).expect(422)
  })
})

eachApp('a signal over the API', (open) => {
  it('is taken once for each id, whether or not a flow waits for it', async () => {
    const app = await open()
    const { client, one } = await aChat(app)
    const body = { id: 'payment-77', name: 'order.paid', values: { amount: 388 } }
    const first = (await client.post(`${one}/signals`, body).expect(200)).body
    expect(first).toMatchObject({ heard: false, turn: { event: { kind: 'signal', ...body } } })
    expect((await client.post(`${one}/signals`, body).expect(200)).body.turn.id).toBe(first.turn.id)
  })

  it('brings a name that nodes can wait for, and no more than 16 KB', async () => {
    const app = await open()
    const { client, one } = await aChat(app)
    await client.post(`${one}/signals`, { id: 'a', name: 'order paid' }).expect(422)
    const large = await client
      .post(`${one}/signals`, { id: 'a', name: 'order', values: { note: 'x'.repeat(17_000) } })
      .expect(422)
    expect(large.body.error.problems).toMatchObject([{ path: '/values' }])
  })
})

eachApp('a chat that is handed over', (open) => {
  it('belongs to the colleague, with the note, once for each id', async () => {
    const app = await open()
    const { client, one, w, userId } = await aChat(app)
    const ben = await app.person()
    await app.join(w, ben.userId, 'agent')
    await client.post(`${one}/take`).expect(200)
    const body = { id: 'a1', to: ben.userId, from: userId, note: 'Speaks Cantonese' }
    const { turn } = (await client.post(`${one}/assign`, body).expect(200)).body
    expect(turn).toMatchObject({
      event: { kind: 'assign', by: userId, to: { kind: 'agent', agentId: ben.userId }, from: userId, why: 'handed-over' },
      owner: { kind: 'agent', agentId: ben.userId },
    })
    expect((await client.post(`${one}/assign`, body).expect(200)).body.turn.id).toBe(turn.id)
    const late = await client.post(`${one}/assign`, { ...body, id: 'a2', to: userId }).expect(409)
    expect(late.body.error).toMatchObject({ code: 'not-owner', details: { owner: { agentId: ben.userId } } })
  })

  it('can be given to those who answer people here, who are listed by name', async () => {
    const app = await open()
    const { client, w, userId } = await aChat(app)
    const [ben, cy] = [await app.person(), await app.person()]
    await app.join(w, ben.userId, 'agent')
    await app.join(w, cy.userId, 'manager')
    const { body } = await client.get(`/workspaces/${w}/colleagues`).expect(200)
    const ids = body.items.map(({ id }: { id: string }) => id)
    expect(ids).toEqual(expect.arrayContaining([userId, ben.userId]))
    expect(ids).not.toContain(cy.userId)
  })

  it('goes to nobody who answers no people here', async () => {
    const app = await open()
    const { client, one } = await aChat(app)
    const { body } = await client.post(`${one}/assign`, { id: 'a1', to: 'stranger' }).expect(422)
    expect(body.error.problems).toMatchObject([{ path: '/to' }])
  })
})

eachApp('a reminder over the API', (open) => {
  it('stands with the chat until it is taken back', async () => {
    const app = await open()
    const { client, one, userId } = await aChat(app)
    const at = '2041-03-09T09:00:00.000Z'
    await client.post(`${one}/remind`, { at, text: 'Call back', clientId: 'c1' }).expect(200)
    const { reminders } = (await client.get(one).expect(200)).body
    expect(reminders).toMatchObject([{ dueAt: at, by: userId, text: 'Call back' }])
    await client.post(`${one}/cancel-reminder`, { id: reminders[0].id }).expect(200)
    expect((await client.get(one).expect(200)).body.reminders).toBeUndefined()
    await client.post(`${one}/cancel-reminder`, { id: reminders[0].id }).expect(409)
  })
})
