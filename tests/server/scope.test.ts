import type { AddressInfo } from 'node:net'
import { io, type Socket } from 'socket.io-client'
import { expect, it, onTestFinished } from 'vitest'
import type { LiveEvents } from '#schemas/api/live.ts'
import { newFlow } from '#schemas/flow.ts'
import type { Sight } from '#schemas/scope.ts'
import { closeChats } from '#server/chats/close-chats.ts'
import { passChats } from '#server/chats/pass-chats.ts'
import { handleMessage } from '#server/engine/turns/handle-message.ts'
import { jobInputs, jobs } from '#server/jobs/collections.ts'
import type { JobKind } from '#server/jobs/job-kind.ts'
import { members } from '#server/workspaces/collections.ts'
import { aWorkspace } from '#tests/support/a-workspace.ts'
import { eachApp, type TestApp } from '#tests/support/an-app.ts'

/** Whoever says a team's name is handed to it; `anybody` is handed to nobody in particular. */
const desk = () => {
  const flow = newFlow('Desk')
  const branch = (word: string) => ({
    id: word,
    label: word,
    match: 'all',
    rules: [{ path: 'text', operator: 'is', value: word }],
  })
  flow.variables = [{ name: 'text', type: 'text' }]
  const node = (id: string, type: string, config: Record<string, unknown>) =>
    flow.nodes.push({ id, type, position: { x: 0, y: 0 }, data: { config } })
  const edge = (source: string, sourceHandle: string, target: string) =>
    flow.edges.push({ id: `${source}.${sourceHandle}`, source, sourceHandle, target })
  node('ask', 'ask-question', { text: { en: 'What about?' }, answer: 'text', saveAs: 'text' })
  node('which', 'condition', { branches: [branch('orders'), branch('sales')] })
  node('orders', 'hand-off', { team: 'orders', reason: 'Orders' })
  node('sales', 'hand-off', { team: 'sales', reason: 'Sales' })
  node('anybody', 'hand-off', { reason: 'Anybody' })
  edge('start', 'next', 'ask')
  edge('ask', 'valid', 'which')
  edge('which', 'orders', 'orders')
  edge('which', 'sales', 'sales')
  edge('which', 'else', 'anybody')
  return flow
}

/** A shop whose flow hands chats to the teams Orders and Sales, with an admin and somebody of Orders who sees so much. */
async function aShop(app: TestApp, sees: Sight) {
  const { userId, client: admin, token: adminToken } = await app.person()
  const { w, channelId } = (await aWorkspace(app, userId)) as { w: string; channelId: string }
  await app.join(w, userId, 'admin')
  const path = `/workspaces/${w}`
  for (const name of ['Orders', 'Sales']) await admin.post(`${path}/teams`, { name }).expect(201)
  const agent = await app.person({ [w]: 'agent' })
  const colleague = await app.person({ [w]: 'agent' })
  await admin.patch(`${path}/members/${agent.userId}`, { sees, teams: ['orders'] }).expect(200)
  const { body: flow } = await admin.post(`${path}/flows`, { name: 'Desk', flow: desk() }).expect(201)
  await admin.post(`${path}/flows/${flow.id}/publish`, { revision: flow.revision }).expect(200)
  // The flow that the workspace came with answers everybody first.
  const { body: order } = await admin.get(`${path}/flow-order`).expect(200)
  const flowIds = [flow.id, ...order.flows.map(({ id }: { id: string }) => id).filter((id: string) => id !== flow.id)]
  await admin.put(`${path}/flow-order`, { revision: order.revision, flowIds }).expect(200)

  let said = 0
  const says = async (from: string, text: string): Promise<string> => {
    const handled = await handleMessage(app.engine, {
      workspaceId: w,
      channelKind: 'web-chat',
      message: {
        id: `m${said++}`,
        channelId,
        from: { externalId: from },
        at: new Date(app.deps.now()).toISOString(),
        content: { kind: 'text', text },
      },
    })
    await app.projections.flush()
    return handled.kind === 'kept' ? handled.conversationId : handled.turn.state.conversationId
  }
  /** Somebody who was handed to a team, or is still with the flow. */
  const chat = async (from: string, about?: string) => {
    const c = await says(from, 'hi')
    if (about) await says(from, about)
    return c
  }
  const acts = async (who: typeof admin, c: string, what: string, body?: object) => {
    const answer = await who.post(`${path}/conversations/${c}/${what}`, body)
    await app.projections.flush()
    return answer
  }
  const list = async (who: typeof admin, view = 'all') => {
    const { body } = await who.get(`${path}/conversations?view=${view}`).expect(200)
    return { ids: body.items.map(({ id }: { id: string }) => id).sort(), counts: body.counts }
  }
  return { app, w, path, admin, adminId: userId, adminToken, agent, colleague, flowId: flow.id as string, chat, says, acts, list }
}

/** Does all of a job that was begun: nobody works in the background here. */
async function work(app: TestApp, w: string, kind: JobKind): Promise<void> {
  const { items } = await app.store.collection(jobs).find({ workspaceId: w }, { sort: { createdAt: -1 } })
  const job = items.find((each) => each.kind === kind.kind && each.dueAt)
  if (!job) throw new Error(`no ${kind.kind} was begun`)
  const { input } = (await app.store.collection(jobInputs).get(job._id)) as { input: unknown }
  for (let cursor: string | undefined; ; ) {
    const { againInMs, cursor: next } = await kind.step(app.engine, {
      ...job,
      input,
      ...(cursor === undefined ? {} : { cursor }),
    })
    if (againInMs === undefined) break
    app.pass(againInMs)
    cursor = next
  }
  await app.projections.flush()
}

/** A live line, and what it heard: the kind of event, and of which chat. */
async function hears(app: TestApp, workspaceId: string, token: string) {
  const { port } = app.http.address() as AddressInfo
  const extraHeaders = { Cookie: `alur=${token}`, 'Sec-Fetch-Site': 'same-origin' }
  const line: Socket<LiveEvents> = io(`http://127.0.0.1:${port}`, {
    path: '/api/v1/live',
    transports: ['websocket'],
    extraHeaders,
    reconnection: false,
    forceNew: true,
  })
  onTestFinished(() => void line.close())
  const heard: string[] = []
  line.on('conversation', ({ conversation }) => heard.push(`conversation ${conversation.id}`))
  line.on('turn', ({ conversationId }) => heard.push(`turn ${conversationId}`))
  line.on('delivery', ({ conversationId }) => heard.push(`delivery ${conversationId}`))
  line.on('gone', ({ conversationId }) => heard.push(`gone ${conversationId}`))
  const ended = new Promise((resolve) => line.once('disconnect', resolve))
  expect(await (line as unknown as Socket).emitWithAck('join', { workspaceId })).toBe(true)
  const catchUp = (since: string) => (line as unknown as Socket).emitWithAck('catch-up', { workspaceId, since })
  return { heard, ended, catchUp }
}

eachApp('somebody who sees their own chats', (open) => {
  it('lists and counts what they answer, and what waits for their team or for anybody', async () => {
    const { agent, colleague, acts, chat, list } = await aShop(await open(), 'own')
    const [mine, waits, anybody] = [await chat('ann', 'orders'), await chat('bo', 'orders'), await chat('cy', 'else')]
    const [theirs, ofSales, inFlow] = [await chat('di', 'orders'), await chat('ed', 'sales'), await chat('fay')]
    await acts(agent.client, mine, 'take')
    await acts(colleague.client, theirs, 'take')
    expect(await list(agent.client)).toEqual({ ids: [mine, waits, anybody].sort(), counts: { waiting: 2, mine: 1, flow: 0 } })
    expect((await list(agent.client, 'waiting')).ids).toEqual([waits, anybody].sort())
    expect((await list(agent.client, 'mine')).ids).toEqual([mine])
    expect((await list(agent.client, 'flow')).ids).toEqual([])
    const everything = await list(colleague.client)
    expect(everything.ids).toEqual(expect.arrayContaining([mine, waits, anybody, theirs, ofSales, inFlow]))
  })

  it('finds nothing where another chat is: it cannot be opened, read, acted on or marked', async () => {
    const { agent, colleague, acts, chat, path } = await aShop(await open(), 'own')
    const [theirs, ofSales, inFlow] = [await chat('di', 'orders'), await chat('ed', 'sales'), await chat('fay')]
    await acts(colleague.client, theirs, 'take')
    for (const c of [theirs, ofSales, inFlow]) {
      const one = `${path}/conversations/${c}`
      for (const read of ['', '/turns', '/turns/1/file']) await agent.client.get(`${one}${read}`).expect(404)
      const written = { text: 'Hello', clientId: 'c1' }
      const did = ['take', 'hand-back', 'close', 'reopen', 'read'].map((what) => acts(agent.client, c, what))
      did.push(acts(agent.client, c, 'reply', written), acts(agent.client, c, 'note', written))
      did.push(acts(agent.client, c, 'take-over', { from: colleague.userId }))
      expect((await Promise.all(did)).map(({ status, body }) => [status, body.error.code])).toEqual(
        did.map(() => [404, 'not-found']),
      )
    }
    const { body } = await colleague.client.get(`${path}/conversations/${theirs}/turns`).expect(200)
    expect(body.items.map(({ event }: { event: { kind: string } }) => event.kind)).toEqual(['message', 'message', 'agent'])
  })

  it('no longer sees a chat that a colleague took over; what they wrote in it before is answered again', async () => {
    const { agent, colleague, acts, chat, list, path } = await aShop(await open(), 'own')
    const c = await chat('ann', 'orders')
    await acts(agent.client, c, 'take')
    const reply = { text: 'One moment', clientId: 'c1' }
    const said = await acts(agent.client, c, 'reply', reply)
    await acts(colleague.client, c, 'take-over', { from: agent.userId })
    expect((await list(agent.client)).ids).toEqual([])
    await agent.client.get(`${path}/conversations/${c}`).expect(404)
    expect((await acts(agent.client, c, 'reply', reply)).body.turn.number).toBe(said.body.turn.number)
    expect((await acts(agent.client, c, 'reply', { ...reply, clientId: 'c2' })).status).toBe(404)
  })

  it('still sees what they closed, whatever was noted on it, and can open it again; not once somebody else did', async () => {
    const { agent, admin, acts, chat, list } = await aShop(await open(), 'own')
    const c = await chat('ann', 'sales')
    await acts(admin, c, 'take')
    await acts(admin, c, 'close')
    expect((await list(agent.client, 'closed')).ids).toEqual([])
    const own = await chat('bo', 'orders')
    await acts(agent.client, own, 'take')
    await acts(agent.client, own, 'close')
    await acts(agent.client, own, 'note', { text: 'Paid', clientId: 'n1' })
    expect((await list(agent.client, 'closed')).ids).toEqual([own])
    expect((await acts(agent.client, own, 'reopen')).status).toBe(200)
    await acts(agent.client, own, 'close')
    expect((await acts(admin, own, 'reopen')).status).toBe(200)
    expect((await list(agent.client)).ids).toEqual([])
    expect((await acts(agent.client, own, 'note', { text: 'Hm', clientId: 'n2' })).status).toBe(404)
  })

  it('closes many of theirs at once, and none of others, whatever they name', async () => {
    const { app, w, agent, admin, acts, chat, list, path } = await aShop(await open(), 'own')
    const [waits, ofSales] = [await chat('ann', 'orders'), await chat('bo', 'sales')]
    await agent.client.post(`${path}/closings`, { conversationIds: [waits, ofSales] }).expect(201)
    await work(app, w, closeChats)
    expect((await list(admin, 'closed')).ids).toEqual([waits])
    const { body } = await agent.client.post(`${path}/closings`, { view: 'waiting' }).expect(201)
    expect(body.of).toBe(0)
    await acts(admin, ofSales, 'take')
  })

  it('hears live of their chats only, and that one went away', async () => {
    const { app, w, agent, colleague, acts, chat, says } = await aShop(await open(), 'own')
    const c = await chat('ann', 'orders')
    const { heard, catchUp } = await hears(app, w, agent.token)
    const all = await hears(app, w, colleague.token)
    await acts(agent.client, c, 'take')
    await expect.poll(() => heard).toContain(`conversation ${c}`)
    const other = await chat('bo', 'sales')
    await acts(colleague.client, other, 'take')
    await acts(colleague.client, other, 'reply', { text: 'Hello', clientId: 'c1' })
    await acts(colleague.client, c, 'take-over', { from: agent.userId })
    await expect.poll(() => heard).toContain(`gone ${c}`)
    const until = heard.length
    await says('ann', 'Are you there?')
    await acts(colleague.client, c, 'reply', { text: 'Yes', clientId: 'c2' })
    await expect.poll(() => all.heard.filter((each) => each === `turn ${c}`).length).toBe(4)
    await expect.poll(() => all.heard.filter((each) => each === `conversation ${c}`).length).toBeGreaterThan(2)
    expect(heard.slice(until)).toEqual([])
    expect(heard.filter((each) => each.endsWith(other))).toEqual([])
    expect(all.heard.filter((each) => each.startsWith('gone'))).toEqual([])
    await catchUp('2041-01-01T00:00:00.000Z')
    expect(heard.slice(until)).toEqual([])
  })

  it('loses their line when what they see changes, and gets it back with the rest', async () => {
    const { app, w, agent, admin, chat, path } = await aShop(await open(), 'own')
    const { ended } = await hears(app, w, agent.token)
    await admin.patch(`${path}/members/${agent.userId}`, { teams: ['sales'] }).expect(200)
    await ended
    const { heard } = await hears(app, w, agent.token)
    const [orders, sales] = [await chat('ann', 'orders'), await chat('bo', 'sales')]
    await expect.poll(() => heard).toContain(`conversation ${sales}`)
    expect(heard.filter((each) => each.endsWith(orders))).toEqual([])
  })
})

eachApp('somebody who sees their teams’ chats', (open) => {
  it('sees who answers what was handed to their team, and what became of it', async () => {
    const { agent, colleague, acts, chat, list } = await aShop(await open(), 'teams')
    const [waits, theirs, over, ofSales] = [
      await chat('ann', 'orders'),
      await chat('bo', 'orders'),
      await chat('cy', 'orders'),
      await chat('di', 'sales'),
    ]
    await acts(colleague.client, theirs, 'take')
    await acts(colleague.client, over, 'take')
    await acts(colleague.client, over, 'close')
    await chat('ed')
    expect((await list(agent.client)).ids).toEqual([waits, theirs, over].sort())
    expect((await list(agent.client, 'closed')).ids).toEqual([over])
    expect((await acts(agent.client, theirs, 'take-over', { from: colleague.userId })).status).toBe(200)
    await acts(colleague.client, ofSales, 'take')
    expect((await acts(agent.client, ofSales, 'take-over', { from: colleague.userId })).status).toBe(404)
  })

  it('sees what is handed over to their team, also once a colleague answers it, and no longer what is handed to another', async () => {
    const { admin, adminId, agent, colleague, acts, chat, list } = await aShop(await open(), 'teams')
    const [comes, goes] = [await chat('ann', 'sales'), await chat('bo', 'orders')]
    await acts(admin, comes, 'take')
    expect((await list(agent.client)).ids).toEqual([goes])
    const given = await acts(admin, comes, 'assign', { id: 'a1', team: 'orders', from: adminId, note: 'Wants a refund' })
    expect(given.body.turn).toMatchObject({ owner: { kind: 'queue', team: 'orders' }, names: { orders: 'Orders' } })
    await acts(admin, goes, 'assign', { id: 'a2', team: 'sales' })
    expect((await list(agent.client, 'waiting')).ids).toEqual([comes])
    await acts(colleague.client, comes, 'take')
    await acts(colleague.client, goes, 'take')
    expect((await list(agent.client)).ids).toEqual([comes])
    for (const body of [{ team: 'nobody' }, { team: 'orders', to: agent.userId }]) {
      const refused = await acts(admin, goes, 'assign', { id: 'a3', from: colleague.userId, ...body })
      expect([refused.status, refused.body.error.problems[0].path]).toEqual([422, '/team'])
    }
  })

  it('has all cases of their chats on one page, however many of others lie between', async () => {
    const { app, path, agent, chat } = await aShop(await open(), 'teams')
    const mine: string[] = []
    for (let n = 0; n < 4; n++) {
      mine.push(await chat(`ann${n}`, 'orders'))
      for (let of = 0; of < 3; of++) await chat(`fay${n}${of}`)
      app.pass(60_000)
    }
    const page = async (after = ''): Promise<{ items: { conversationId: string }[]; next?: string }> =>
      (await agent.client.get(`${path}/cases?limit=2${after && `&after=${encodeURIComponent(after)}`}`).expect(200)).body
    const first = await page()
    const second = await page(first.next)
    expect([first, second].map(({ items }) => items.map(({ conversationId }) => conversationId))).toEqual([
      [mine[3], mine[2]],
      [mine[1], mine[0]],
    ])
  })

  it('opens behind a figure their chats only, and is told how many more it counts', async () => {
    const { app, w, admin, chat, path, flowId } = await aShop(await open(), 'teams')
    const lead = await app.person({ [w]: 'manager' })
    await admin.patch(`${path}/members/${lead.userId}`, { sees: 'teams', teams: ['orders'] }).expect(200)
    const orders = await chat('ann', 'orders')
    await chat('bo', 'sales')
    const figure = `${path}/flows/${flowId}/statistics/chats?nodeId=ask&figure=answered`
    const { body } = await lead.client.get(figure).expect(200)
    expect(body).toEqual({ items: [expect.objectContaining({ conversationId: orders })], unseen: 1 })
    expect((await admin.get(figure).expect(200)).body.items).toHaveLength(2)
  })
})

eachApp('a team that is deleted', (open) => {
  it('leaves what waits for it to anybody, as long as it did wait', async () => {
    const { app, w, agent, admin, chat, list, path } = await aShop(await open(), 'own')
    const c = await chat('ann', 'sales')
    const before = (await admin.get(`${path}/conversations/${c}`).expect(200)).body
    expect(before.team).toEqual({ id: 'sales', name: 'Sales' })
    app.pass(60_000)
    await admin.delete(`${path}/teams/sales`).expect(204)
    await work(app, w, passChats)
    expect((await list(agent.client, 'waiting')).ids).toEqual([c])
    const after = (await admin.get(`${path}/conversations/${c}`).expect(200)).body
    expect(after).toMatchObject({ waitingSince: before.waitingSince, owner: { kind: 'queue', since: before.owner.since } })
    expect(after.team).toBeUndefined()
    await work(app, w, passChats)
    expect((await admin.get(`${path}/conversations/${c}`).expect(200)).body.turn).toBe(after.turn)
  })

  it('is missed by nobody whom its live flow still hands to it: they wait for anybody, and the shop is told', async () => {
    const { agent, admin, chat, list, path } = await aShop(await open(), 'own')
    const alarms = async () => (await admin.get(`${path}/alarms`).expect(200)).body.items
    expect(await alarms()).toEqual([])
    await admin.delete(`${path}/teams/sales`).expect(204)
    const c = await chat('ann', 'sales')
    expect((await list(agent.client, 'waiting')).ids).toEqual([c])
    expect((await admin.get(`${path}/conversations/${c}`).expect(200)).body.team).toBeUndefined()
    expect(await alarms()).toEqual([{ code: 'teams-gone', count: 1 }])
    await admin.post(`${path}/teams`, { name: 'Sales' }).expect(201)
    expect(await alarms()).toEqual([])
    const other = await chat('bo', 'sales')
    expect((await list(agent.client, 'waiting')).ids).toEqual([c])
    expect((await admin.get(`${path}/conversations/${other}`).expect(200)).body.team).toEqual({ id: 'sales', name: 'Sales' })
  })

  it('is told of its live flows before it goes; a draft that names it is none', async () => {
    const { admin, agent, path, flowId } = await aShop(await open(), 'own')
    await admin.post(`${path}/flows`, { name: 'Only drawn', flow: desk() }).expect(201)
    const flows = async (team: string) => (await admin.get(`${path}/teams/${team}/flows`).expect(200)).body.items
    expect(await flows('orders')).toEqual([{ flowId, name: 'Desk' }])
    await admin.post(`${path}/teams`, { name: 'Night' }).expect(201)
    expect(await flows('night')).toEqual([])
    await admin.get(`${path}/teams/nobody/flows`).expect(404)
    await agent.client.get(`${path}/teams/orders/flows`).expect(403)
  })

  it('leaves nobody in it, and its flows say so', async () => {
    const { app, w, agent, admin, path, flowId } = await aShop(await open(), 'own')
    await admin.delete(`${path}/teams/orders`).expect(204)
    expect((await app.store.collection(members).get(`${w}.${agent.userId}`))?.teams).toEqual([])
    const { body } = await admin.get(`${path}/flows/${flowId}`).expect(200)
    const problems = body.problems ?? (await admin.get(`${path}/flows/${flowId}/publish`).expect(200)).body.problems
    expect(problems.map(({ code, message }: { code: string; message: string }) => [code, message])).toContainEqual([
      'team-unknown',
      'No team “orders”',
    ])
  })
})

eachApp('teams', (open) => {
  const aTeam = async () => {
    const app = await open()
    const w = await app.workspace()
    const owner = await app.person({ [w]: 'owner' })
    const agent = await app.person({ [w]: 'agent' })
    return { app, w, owner: owner.client, agent, path: `/workspaces/${w}` }
  }

  it('are made by whoever may change members, and seen by all', async () => {
    const { owner, agent, path } = await aTeam()
    const { body } = await owner.post(`${path}/teams`, { name: 'After sales', members: [agent.userId] }).expect(201)
    expect(body).toEqual({
      id: 'after-sales',
      name: 'After sales',
      members: [{ id: agent.userId, name: 'Ada' }],
      waiting: 0,
      createdAt: expect.any(String),
    })
    expect((await agent.client.get(`${path}/teams`).expect(200)).body.items).toEqual([body])
    await agent.client.post(`${path}/teams`, { name: 'Mine' }).expect(403)
  })

  it('keep their id under another name, and each name is one team’s', async () => {
    const { owner, path } = await aTeam()
    await owner.post(`${path}/teams`, { name: 'Service' }).expect(201)
    expect((await owner.patch(`${path}/teams/service`, { name: 'Care' }).expect(200)).body).toMatchObject({
      id: 'service',
      name: 'Care',
    })
    const again = (await owner.post(`${path}/teams`, { name: 'Service' }).expect(201)).body
    expect(again.id).not.toBe('service')
    expect((await owner.post(`${path}/teams`, { name: 'Care' }).expect(409)).body.error.code).toBe('team-exists')
    expect((await owner.patch(`${path}/teams/service`, { name: 'Service' }).expect(409)).body.error.code).toBe('team-exists')
  })

  it('are of people and teams of this workspace alone', async () => {
    const { app, owner, agent, path } = await aTeam()
    const stranger = await app.person()
    const wrong = await owner.post(`${path}/teams`, { name: 'Service', members: [stranger.userId] }).expect(422)
    expect(wrong.body.error.problems).toEqual([{ path: '/members/0', message: 'is no member of this workspace' }])
    const unknown = await owner.patch(`${path}/members/${agent.userId}`, { teams: ['sales'] }).expect(422)
    expect(unknown.body.error.problems).toEqual([{ path: '/teams/0', message: 'is no team of this workspace' }])
  })

  it('are told with their people, whichever side put them in', async () => {
    const { owner, agent, path } = await aTeam()
    await owner.post(`${path}/teams`, { name: 'Service' }).expect(201)
    const member = await owner.patch(`${path}/members/${agent.userId}`, { sees: 'own', teams: ['service'] }).expect(200)
    expect(member.body).toMatchObject({ role: 'agent', sees: 'own', teams: ['service'] })
    expect((await owner.get(`${path}/teams`).expect(200)).body.items[0].members).toEqual([{ id: agent.userId, name: 'Ada' }])
    await owner.patch(`${path}/teams/service`, { members: [] }).expect(200)
    const { body } = await owner.get(`${path}/members`).expect(200)
    expect(body.items.find(({ userId }: { userId: string }) => userId === agent.userId)).toMatchObject({ sees: 'own', teams: [] })
  })
})
