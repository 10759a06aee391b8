import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import type { SecretView } from '#schemas/api/secrets.ts'
import { type Flow, newFlow } from '#schemas/flow.ts'
import { handleMessage } from '#server/engine/turns/handle-message.ts'
import { makeSecrets } from '#server/secret-key.ts'
import { keptSecrets } from '#server/secrets/collections.ts'
import { audit } from '#server/workspaces/collections.ts'
import { aWorkspace } from '#tests/support/a-workspace.ts'
import { type Client, eachApp, type TestApp } from '#tests/support/an-app.ts'
import { dump } from '#tests/support/dump.ts'

/** Looked for everywhere afterwards, also as it is written in addresses and in base64. */
const canary = 'canary-7f3k/9Q+x2=Zw8'
const traces = [canary, encodeURIComponent(canary), Buffer.from(canary).toString('base64'), 'canary-7f3k']

/** A service that repeats everything it is sent: in its body, in a header, and as an error when asked to. */
async function echo() {
  const heard: string[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const said = `${request.url} ${JSON.stringify(request.headers)} ${Buffer.concat(chunks)}`
    heard.push(said)
    response.writeHead(200, { 'x-said': encodeURIComponent(said) }).end(JSON.stringify({ said }))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  onTestFinished(() => new Promise((done) => server.close(() => done())))
  return { heard, port: (server.address() as AddressInfo).port }
}

/** Calls with a secret in the header, the query and the body, keeps what comes back, and says it. */
function calling(url: string, secret = 'Shop orders'): Flow {
  const flow = newFlow('Orders')
  const value = { secret }
  flow.nodes.push(
    node('call', 'call-http', {
      method: 'POST',
      url,
      headers: [
        { name: 'Authorization', value: { secret, before: 'Bearer ' } },
        { name: 'X-Try', value: '{{ secrets }}{{ Shop_orders }}{{ contact.secrets }}' },
      ],
      query: [{ name: 'key', value }],
      bodyFields: [{ name: 'auth.key', value }],
      mapping: [{ path: 'said', variable: 'said' }],
      statusVariable: 'status',
    }),
    node('say', 'send-message', { text: { en: 'It said {{ said }}' } }),
    node('sorry', 'send-message', { text: { en: 'Not now' } }),
  )
  flow.edges.push(edge('start', 'next', 'call'), edge('call', 'done', 'say'), edge('call', 'error', 'sorry'))
  return flow
}
const node = (id: string, type: string, config: object) => ({ id, type, position: { x: 0, y: 0 }, data: { config } })
const edge = (source: string, sourceHandle: string, target: string) => ({
  id: `${source}-${target}`,
  source,
  sourceHandle,
  target,
})

const inside = { config: { allowPrivate: ['127.0.0.1', 'localhost'] } }

/** A workspace with a flow; every answer that anybody gets is kept. */
async function aShop(app: TestApp) {
  const { userId } = await app.person()
  const { w, f, channelId } = (await aWorkspace(app, userId)) as Record<'w' | 'f' | 'channelId', string>
  const answers: unknown[] = []
  const as = async (role: 'owner' | 'developer' | 'manager' | 'agent') => {
    const { client } = await app.person({ [w]: role })
    const send = (method: Parameters<Client['send']>[0], path: string, body?: unknown) =>
      client.send(method, `/workspaces/${w}${path}`, body).then((answer) => {
        answers.push(answer.body, answer.headers, answer.text)
        return answer
      })
    return send
  }
  const owner = await as('owner')
  const keep = async (secret: object = {}): Promise<SecretView> => {
    const whole = { name: 'Shop orders', value: canary, hosts: ['127.0.0.1'], ...secret }
    const answer = await owner('post', '/secrets', whole)
    expect(answer.status, JSON.stringify(answer.body)).toBe(201)
    return answer.body
  }
  const publish = async (flow: Flow, revision = 2) => {
    const saved = await owner('put', `/flows/${f}/draft`, { revision, flow })
    return owner('post', `/flows/${f}/publish`, { revision: saved.body.revision })
  }
  let said = 0
  const writes = async (text = 'Hello'): Promise<string> => {
    const at = new Date(app.deps.now()).toISOString()
    const content = { kind: 'text' as const, text }
    const message = { id: `m${said}`, channelId, from: { externalId: `guest${said++}` }, at, content }
    const handled = await handleMessage(app.engine, { workspaceId: w, channelKind: 'web-chat', message })
    await app.engine.queue.idle()
    return handled.kind === 'kept' ? handled.conversationId : handled.turn.state.conversationId
  }
  const turnsOf = async (c: string) => (await owner('get', `/conversations/${c}/turns`)).body.items
  const stepOf = async (c: string) =>
    (await turnsOf(c)).at(-1).steps.find(({ nodeType }: { nodeType: string }) => nodeType === 'call-http')
  return { w, f, answers, as, owner, keep, publish, writes, turnsOf, stepOf }
}

eachApp('a secret of a workspace', (open) => {
  it('has a name that differs from every other in more than capitals', async () => {
    const app = await open(inside)
    const { owner, keep } = await aShop(app)
    await keep()
    const like = (name: string) => owner('post', '/secrets', { name, value: canary, hosts: ['127.0.0.1'] })
    const refused = await like('shop ORDERS')
    expect([refused.status, refused.body.error.problems]).toEqual([
      422,
      [{ path: '/name', message: 'differs from “Shop orders” in capitals only' }],
    ])
    expect((await like('Shop orders')).body.error.code).toBe('secret-exists')
    expect((await like('Shop orders 2')).status).toBe(201)
  })

  it('is used by the call that names it, and stands in no answer, turn, log line, export or document', async () => {
    const app = await open(inside)
    const { heard, port } = await echo()
    const { w, f, answers, as, owner, keep, publish, writes, turnsOf } = await aShop(app)
    const secret = await keep()
    const url = `http://127.0.0.1:${port}/orders`
    expect((await publish(calling(url))).status).toBe(200)
    const c = await writes()
    expect(heard).toHaveLength(1)
    for (const place of [`key=${encodeURIComponent(canary)}`, `"Bearer ${canary}"`, `{"auth":{"key":"${canary}"}}`])
      expect(heard[0]).toContain(place)
    expect(heard[0]).toContain('"x-try":""')

    const [turn] = await turnsOf(c)
    expect(turn.say[0].message.text).toContain('It said /orders?key=•••')
    expect(turn.steps.find(({ nodeId }: { nodeId: string }) => nodeId === 'call').reason).toEqual({
      code: 'answered',
      values: { call: `POST ${url}`, status: '200' },
    })
    await app.projections.flush()
    const developer = await as('developer')
    const tried = await developer('post', `/flows/${f}/tries`, { flow: calling(url), channelKind: 'web-chat' })
    await developer('post', `/tries/${tried.body.id}/messages`, { text: 'Hello' })
    expect(heard).toHaveLength(2)
    await owner('patch', `/secrets/${secret.id}`, { hosts: ['127.0.0.1'], value: `${canary}\n` })
    for (const path of ['', '/draft', '/publish', '/versions', '/versions/1', '/statistics'])
      await owner('get', `/flows/${f}${path}`)
    for (const path of ['/secrets', `/secrets/${secret.id}/copies`, '/flows', '/conversations?view=all', `/conversations/${c}`])
      await owner('get', path)
    await owner('post', '/secrets', { name: 'Shop orders', value: canary, hosts: ['127.0.0.1'] })
    await owner('post', '/secrets', { name: 'Other', value: `${canary}\nsecond line`, hosts: ['https://127.0.0.1'] })
    await owner('delete', `/secrets/${secret.id}`)

    const written = [JSON.stringify(answers), app.lines.join('\n'), JSON.stringify(await dump(app.store))]
    for (const trace of traces) for (const text of written) expect(text).not.toContain(trace)
    const kept = await app.store.collection(keptSecrets).find({ workspaceId: w })
    expect(kept.items.map(({ name }) => name)).toEqual(['Courier tracking', 'Shop orders'])
  })

  it('is listed with its hosts, its end, who gave it, when it was used last, and the flows that name it', async () => {
    const app = await open(inside)
    const { port } = await echo()
    const { f, owner, keep, publish, writes } = await aShop(app)
    const { id } = await keep()
    await publish(calling(`http://127.0.0.1:${port}/`))
    await writes()
    const at = new Date(app.deps.now()).toISOString()
    const listed = async () => (await owner('get', '/secrets')).body.items.find((one: SecretView) => one.id === id)
    await expect.poll(async () => (await listed()).lastUsedAt).toBe(at)
    expect(await listed()).toEqual({
      id,
      name: 'Shop orders',
      ending: '=Zw8',
      hosts: ['127.0.0.1'],
      changedAt: at,
      changedBy: { id: expect.any(String), name: 'Ada' },
      lastUsedAt: at,
      usedBy: [{ flowId: f, name: 'Orders', live: true }],
    })
  })

  it('goes to no host it is not bound to, and nobody opens it to another one without knowing it', async () => {
    const app = await open(inside)
    const { heard, port } = await echo()
    const { as, keep, publish, writes, stepOf, f } = await aShop(app)
    const { id } = await keep()
    const developer = await as('developer')
    const elsewhere = calling(`http://localhost:${port}/`)
    expect((await publish(elsewhere)).body.error).toMatchObject({
      code: 'has-errors',
      details: { problems: expect.arrayContaining([expect.objectContaining({ code: 'secret-host', nodeId: 'call' })]) },
    })
    const tried = await developer('post', `/flows/${f}/tries`, { flow: elsewhere, channelKind: 'web-chat' })
    const { body } = await developer('post', `/tries/${tried.body.id}/messages`, { text: 'Hello' })
    expect(JSON.stringify(body.turns)).toContain('"secret-host"')
    for (const hosts of [['localhost'], ['127.0.0.1', 'localhost'], ['*.shop.example']]) {
      const refused = await developer('patch', `/secrets/${id}`, { hosts })
      expect([refused.status, refused.body.error.problems]).toEqual([
        422,
        [{ path: '/value', message: 'must be given again when it may go to another host' }],
      ])
    }
    // A host that a visitor's words choose is looked at when the call is made.
    const chosen = calling(`http://{{ name | default: 'localhost' }}:${port}/`)
    expect((await publish(chosen, 3)).status).toBe(200)
    expect((await stepOf(await writes())).reason).toMatchObject({ code: 'secret-host' })
    expect(heard).toEqual([])
  })

  it('keeps a host away that somebody takes from it while another change is made', async () => {
    const app = await open()
    const { owner, keep } = await aShop(app)
    const { id } = await keep({ hosts: ['a.example', 'b.example', 'c.example'] })
    // The slower one has read the secret, and writes only after the faster one is done.
    const collection = app.store.collection.bind(app.store)
    app.store.collection = (definition) => {
      const docs = collection(definition)
      if (definition.name !== keptSecrets.name) return docs
      app.store.collection = collection
      let first = true
      const get = async (_id: string) => {
        const doc = await docs.get(_id)
        if (first) expect((await owner('patch', `/secrets/${id}`, { hosts: ['a.example'] })).status).toBe(200)
        first = false
        return doc
      }
      return { ...docs, get, update: docs.update.bind(docs) }
    }
    const late = await owner('patch', `/secrets/${id}`, { hosts: ['a.example', 'b.example'] })
    expect([late.status, late.body.error.problems[0].path]).toEqual([422, '/value'])
    expect((await app.store.collection(keptSecrets).get(id))?.hosts).toEqual(['a.example'])
  })

  it('is replaced for all flows at once, and can be kept from hosts it could go to', async () => {
    const app = await open(inside)
    const { heard, port } = await echo()
    const { owner, keep, publish, writes, stepOf } = await aShop(app)
    const { id } = await keep({ hosts: ['127.0.0.1', 'localhost'] })
    await publish(calling(`http://127.0.0.1:${port}/`))
    const replaced = await owner('patch', `/secrets/${id}`, { value: 'short-one', hosts: ['127.0.0.1', 'localhost'] })
    expect([replaced.status, replaced.body.ending]).toEqual([200, undefined])
    await writes()
    expect(heard[0]).toContain('Bearer short-one')
    expect((await owner('patch', `/secrets/${id}`, { hosts: ['localhost'] })).body.hosts).toEqual(['localhost'])
    expect((await stepOf(await writes())).reason).toMatchObject({ code: 'secret-host' })
    expect(heard).toHaveLength(1)
  })

  it('that flows use is deleted only when that is meant; their calls then take the way for what did not work', async () => {
    const app = await open(inside)
    const { port } = await echo()
    const { f, owner, keep, publish, writes, stepOf } = await aShop(app)
    const { id } = await keep()
    await publish(calling(`http://127.0.0.1:${port}/`))
    const refused = await owner('delete', `/secrets/${id}`)
    expect([refused.status, refused.body.error]).toEqual([
      409,
      {
        code: 'secret-in-use',
        message: 'Flows use this secret, and could not call their services without it.',
        details: { usedBy: [{ flowId: f, name: 'Orders', live: true }] },
      },
    ])
    expect((await owner('delete', `/secrets/${id}?evenIfUsed=yes`)).status).toBe(204)
    expect(await stepOf(await writes())).toMatchObject({ output: 'error', reason: { code: 'no-secret' } })
    const { body } = await owner('get', `/flows/${f}`)
    expect(body.problems.map(({ code }: { code: string }) => code)).toContain('secret-unknown')
  })

  it('of another workspace cannot be named', async () => {
    const app = await open(inside)
    const { heard, port } = await echo()
    const [one, other] = [await aShop(app), await aShop(app)]
    await one.keep()
    const started = await other.owner('post', `/flows/${other.f}/tries`, {
      flow: calling(`http://127.0.0.1:${port}/`),
      channelKind: 'web-chat',
    })
    const { body } = await other.owner('post', `/tries/${started.body.id}/messages`, { text: 'Hello' })
    expect(JSON.stringify(body.turns)).toContain('"no-secret"')
    expect(heard).toEqual([])
  })

  it('names the drafts and the published versions in which its value still stands', async () => {
    const app = await open(inside)
    const { f, owner, keep, publish } = await aShop(app)
    const flow = calling('https://api.shop.example/')
    const call = flow.nodes.find(({ id }) => id === 'call')
    if (call) call.data.config = { method: 'GET', url: `https://api.shop.example/?key=${encodeURIComponent(canary)}` }
    await publish(flow)
    const { id } = await keep({ hosts: ['api.shop.example'] })
    const copies = async () => (await owner('get', `/secrets/${id}/copies`)).body.items
    const live = { flowId: f, name: 'Orders', version: 2, live: true }
    expect(await copies()).toEqual([{ flowId: f, name: 'Orders', live: false }, live])
    await owner('put', `/flows/${f}/draft`, { revision: 3, flow: newFlow('Orders') })
    expect(await copies()).toEqual([live])
  })

  it('that is short is looked for nowhere: by what is found it could be guessed', async () => {
    const app = await open()
    const { f, owner, keep } = await aShop(app)
    const flow = newFlow('Guesses')
    flow.nodes.push(node('say', 'send-message', { text: { en: 'elevenchars twelve-chars' } }))
    await owner('put', `/flows/${f}/draft`, { revision: 2, flow })
    const copiesOf = async (name: string, value: string) => {
      const { id } = await keep({ name, value })
      return (await owner('get', `/secrets/${id}/copies`)).body
    }
    expect(await copiesOf('Short', 'elevenchars')).toEqual({ items: [], tooShort: true })
    expect(await copiesOf('Long', 'twelve-chars')).toEqual({ items: [{ flowId: f, name: 'Guesses', live: false }] })
  })

  it('that was sealed with a key that is gone says so, and works again once its value is given', async () => {
    const app = await open(inside)
    const { port } = await echo()
    const { owner, keep, publish, writes, stepOf } = await aShop(app)
    const { id } = await keep()
    await publish(calling(`http://127.0.0.1:${port}/`))
    const sealed = makeSecrets(Buffer.alloc(32, 'another key')).seal(canary)
    await app.store.collection(keptSecrets).update(id, { $set: { sealed } })
    const listed = async () => (await owner('get', '/secrets')).body.items.find((one: SecretView) => one.id === id)
    expect((await listed()).lost).toBe(true)
    expect((await owner('get', `/secrets/${id}/copies`)).body.error.code).toBe('secret-lost')
    app.engine.secretBook.forgetAll()
    expect((await stepOf(await writes())).reason).toMatchObject({ code: 'lost-secret' })
    await owner('patch', `/secrets/${id}`, { hosts: ['127.0.0.1'], value: canary })
    expect((await stepOf(await writes())).reason).toMatchObject({ code: 'answered', values: { status: '200' } })
  })

  it('is written down whenever somebody gives, replaces, narrows or deletes it', async () => {
    const app = await open(inside)
    const { w, owner, keep } = await aShop(app)
    const { id } = await keep({ hosts: ['a.example', 'b.example'] })
    for (const body of [{ hosts: ['a.example'] }, { hosts: ['c.example'], value: 'another value' }])
      await owner('patch', `/secrets/${id}`, body)
    await owner('delete', `/secrets/${id}`)
    const { items } = await app.store.collection(audit).find({ workspaceId: w })
    expect(items.map(({ action, subject }) => `${action} ${subject}`).sort()).toEqual([
      `change secret ${id} for a.example`,
      `create secret ${id} for a.example, b.example`,
      `delete secret ${id}`,
      `replace secret ${id} for c.example`,
    ])
  })

  it.each([
    ['a name that is taken', { name: 'Courier tracking' }, 409, undefined],
    ['an empty name', { name: ' ' }, 422, '/name'],
    ['a value of five characters', { value: 'abcde ' }, 422, '/value'],
    ['two lines', { value: 'first line\nsecond line' }, 422, '/value'],
    ['half a character', { value: 'half of a \ud83d' }, 422, '/value'],
    ['no host', { hosts: [] }, 422, '/hosts'],
    ['every host', { hosts: ['*'] }, 422, '/hosts/0'],
    ['all that ends like an IP address', { hosts: ['*.0.0.1'] }, 422, '/hosts/0'],
    ['a whole top-level domain', { hosts: ['*.example'] }, 422, '/hosts/0'],
    ['an address for a host', { hosts: ['https://api.shop.example/'] }, 422, '/hosts/0'],
  ])('is refused with %s', async (_, part, status, path) => {
    const app = await open()
    const { owner } = await aShop(app)
    const answer = await owner('post', '/secrets', { name: 'Shop orders', value: canary, hosts: ['a.example'], ...part })
    expect([answer.status, answer.body.error.problems?.[0]?.path]).toEqual([status, path])
  })
})
