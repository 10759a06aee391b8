import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type Flow, type NodeConfig, newFlow } from '#schemas/flow.ts'
import { eachChannel } from '../support/talk.ts'

interface Asked {
  url: string | undefined
  headers: Record<string, unknown>
  body: string
}

let service: Server
let asked: Asked[] = []
let reply: { type: string; body: string | Buffer } = { type: 'application/json', body: '{}' }

beforeEach(async () => {
  asked = []
  service = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    asked.push({ url: request.url, headers: request.headers, body })
    response.writeHead(200, { 'content-type': reply.type }).end(reply.body)
  })
  await new Promise<void>((done) => service.listen(0, '127.0.0.1', done))
})
afterEach(() => new Promise<void>((done) => service.close(() => done())))

eachChannel('calling a service', (start) => {
  it('sends what a customer typed as what it is, wherever it stands', async () => {
    const chat = await start(
      askAndCall({
        method: 'POST',
        url: '/orders/{{ said }}/notes?q={{ said }}&was={{ said | url_encode }}',
        headers: [
          { name: 'X-Said', value: '{{ said }}' },
          { name: 'X-Key', value: 'the key' },
        ],
        body: '{"text":"{{ said }}","whole":{{ said | json }},"bare":{{ said }},"list":{{ contact.tags }},"n":{{ 5 | plus: 1 }}}',
      }),
    )
    const said = '.a/admin?x=1 "hi" \\ & #'
    await chat.user('hello')
    await chat.user(said)
    chat.bot('It says.', 'What?')
    const [call] = asked
    const { pathname, searchParams } = new URL(call?.url ?? '', 'http://a.example')
    expect(pathname).toBe(`/orders/${encodeURIComponent(said)}/notes`)
    expect([...searchParams]).toEqual([
      ['q', said],
      ['was', said],
    ])
    expect(call?.headers).toMatchObject({ 'x-said': said, 'x-key': 'the key' })
    expect(JSON.parse(call?.body ?? '')).toEqual({ text: said, whole: said, bare: said, list: [], n: 6 })
  })

  it('keeps the digits of a long number, in what is said and in what is sent next', async () => {
    reply = {
      type: 'application/json; charset=gbk',
      body: Buffer.from([...Buffer.from('{"id":7615917337495251231,"name":"'), 0xb5, 0xc6, 0x22, 0x7d]),
    }
    const flow = askAndCall(
      {
        method: 'POST',
        url: '/orders',
        body: '{"id":{{ kept }}}',
        mapping: [
          { path: '$.id', variable: 'kept' },
          { path: 'name', variable: 'named' },
        ],
      },
      '{{ kept }} {{ named }}',
    )
    const chat = await start(flow)
    await chat.user('hello')
    await chat.user('one')
    chat.bot('It says 7615917337495251231 灯.', 'What?')
    await chat.user('two')
    expect(asked.map(({ body }) => body)).toEqual(['{"id":null}', '{"id":7615917337495251231}'])
  })

  it('is in the record: the chat is taken again, word for word, when the service is gone', async () => {
    reply = { type: 'application/json', body: '{"status":"on its way","of":"nobody else’s business"}' }
    const mapping = [{ path: 'status', variable: 'kept' }]
    const chat = await start(askAndCall({ method: 'GET', url: '/orders/{{ said }}', mapping }))
    await chat.user('hello')
    await chat.user('A-7')
    chat.bot('It says on its way.', 'What?')
    reply.body = '{"status":"delivered"}'
    await chat.user('A-8')
    chat.bot('It says delivered.', 'What?')
    await chat.user('..')
    chat.bot('It did not work.')
    await new Promise<void>((done) => service.close(() => done()))
    expect(await chat.replayed()).toBeUndefined()
    expect(asked.length).toBe(2)
  })

  it('goes nowhere when what a customer typed would climb out of the path', async () => {
    const chat = await start(askAndCall({ method: 'DELETE', url: '/orders/{{ said }}' }))
    await chat.user('hello')
    await chat.user('..')
    chat.bot('It did not work.')
    expect(asked).toEqual([])
  })
})

/** Asks for a text, calls the service of this test with it, and says what came of it. */
function askAndCall(config: NodeConfig & { url: string }, says = '{{ kept }}'): Flow {
  const flow = newFlow('Services')
  const url = `http://127.0.0.1:${(service.address() as AddressInfo).port}${config.url}`
  const node = (id: string, type: string, given: NodeConfig) => ({ id, type, position: { x: 0, y: 0 }, data: { config: given } })
  const edge = (source: string, sourceHandle: string, target: string) => ({
    id: `${source}-${target}`,
    source,
    sourceHandle,
    target,
  })
  const start = flow.nodes[0]?.id ?? ''
  return {
    ...flow,
    nodes: [
      ...flow.nodes,
      node('ask', 'ask-question', { text: { en: 'What?' }, answer: 'text', saveAs: 'said' }),
      node('call', 'call-http', { ...config, url }),
      node('done', 'send-message', { text: { en: `It says ${says}.` } }),
      node('failed', 'send-message', { text: { en: 'It did not work.' } }),
    ],
    edges: [
      edge(start, 'next', 'ask'),
      edge('ask', 'valid', 'call'),
      edge('call', 'done', 'done'),
      edge('call', 'error', 'failed'),
      edge('done', 'next', 'ask'),
    ],
  }
}
