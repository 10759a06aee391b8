import { expect, it } from 'vitest'
import type { StatisticsByHour, StatisticsChat } from '#schemas/api/statistics.ts'
import { type Flow, newFlow } from '#schemas/flow.ts'
import type { Turn } from '#schemas/turn.ts'
import { turns } from '#server/engine/collections.ts'
import { wakeDue } from '#server/engine/timers/timers.ts'
import { handleMessage } from '#server/engine/turns/handle-message.ts'
import { beginJob } from '#server/jobs/begin-job.ts'
import type { JobKind } from '#server/jobs/job-kind.ts'
import { runDueJobs } from '#server/jobs/run-jobs.ts'
import { counters } from '#server/statistics/collections.ts'
import { rebuildCounters } from '#server/statistics/index.ts'
import { listStatisticsChats } from '#server/statistics/list-statistics-chats.ts'
import { findAll } from '#server/store/find-all.ts'
import { eachApp, type TestApp } from '#tests/support/an-app.ts'

const day = 86_400_000

eachApp('the chats behind a figure', (open) => {
  it('are those it counts, whatever the filter', async () => {
    const app = await open()
    const { client, path, flow, says } = await aShop(app)
    await says('web ann', 'hi', '1', 'S', '2', 'M')
    await says('web bo', 'hi', '2')
    await says('shop cy', 'hi', '1', 'L')
    app.pass(day / 2)
    await client.put(`${path}/draft`, { revision: 1, flow: { ...flow, name: 'Sizes again' } }).expect(200)
    await client.post(`${path}/publish`, { revision: 2 }).expect(200)
    await says('web di', 'hi', '1')
    await says('shop ed', 'hi', '2', 'XL', '1')
    app.pass(day / 2)
    await says('web ann', '1', 'S')
    await app.projections.flush()
    await wakeDue(app.engine)
    await app.projections.flush()

    const today = 'from=2041-03-03&to=2041-03-03'
    const filters = ['', 'channel=web', 'channel=shop', 'language=en', 'language=zh-Hant&channel=web', 'version=1', 'version=2']
    for (const filter of [...filters, 'from=2041-03-02&to=2041-03-02', today, `${today}&language=zh-Hant`, `${today}&version=1`])
      for (const nodeId of ['language', 'size']) {
        const { nodes } = (await client.get(`${path}/statistics?${filter}`).expect(200)).body
        const listed = async (figure: string) =>
          (await client.get(`${path}/statistics/chats?${filter}&nodeId=${nodeId}&figure=${figure}`).expect(200)).body.items.length
        const { entered = 0, waiting = 0, answered = 0, dropped = 0 } = nodes[nodeId] ?? {}
        expect({
          filter,
          nodeId,
          entered: await listed('entered'),
          waiting: await listed('waiting'),
          answered: await listed('answered'),
          dropped: await listed('dropped'),
        }).toEqual({ filter, nodeId, entered, waiting, answered, dropped })
      }
    const { nodes } = (await client.get(`${path}/statistics`).expect(200)).body
    expect(nodes.size).toMatchObject({ entered: 8, waiting: 2, answered: 5, dropped: 1 })
  })

  it('say since when someone waits, whatever was said of the chat since', async () => {
    const app = await open()
    const { client, path, w, says } = await aShop(app)
    await says('web ann', 'hi', '1')
    await app.projections.flush()
    const { items } = (await client.get(`/workspaces/${w}/conversations?view=all`).expect(200)).body
    app.pass(3_600_000)
    await client.post(`/workspaces/${w}/conversations/${items[0].id}/note`, { text: 'A regular', clientId: 'c1' }).expect(200)
    await app.projections.flush()
    const { body } = await client.get(`${path}/statistics/chats?nodeId=size&figure=waiting`).expect(200)
    expect(body).toEqual({
      items: [
        {
          conversationId: items[0].id,
          contactName: 'Visitor ann',
          channelKind: 'web-chat',
          enteredAt: '2041-03-02T09:00:00.000Z',
          lastText: 'A regular',
        },
      ],
    })
  })

  it('are called as everywhere else, by what is known of them by now', async () => {
    const app = await open()
    const { client, path, w, says } = await aShop(app)
    await says('web ann', 'hi', '1', 'S')
    const at = new Date(app.deps.now()).toISOString()
    const from = { externalId: 'ann', name: 'Ann Lee' }
    const message = { id: 'named', channelId: 'web', from, at, content: { kind: 'text', text: '2' } as const }
    await handleMessage(app.engine, { workspaceId: w, channelKind: 'web-chat', message })
    await app.projections.flush()
    const { body } = await client.get(`${path}/statistics/chats?nodeId=size&figure=answered`).expect(200)
    expect(body.items.map(({ contactName }: StatisticsChat) => contactName)).toEqual(['Ann Lee'])
  })

  it('and the figure are of the day it is where the workspace is', async () => {
    const app = await open()
    const { client, w, path, says } = await aShop(app)
    app.pass(11.5 * 3_600_000)
    await says('web ann', 'hi', '1', 'S', '2')
    await app.projections.flush()
    const on = async (days: string) => {
      const { body } = await client.get(`${path}/statistics?${days}`).expect(200)
      const chats = await client.get(`${path}/statistics/chats?${days}&nodeId=size&figure=entered`).expect(200)
      return [
        body.from,
        body.to,
        body.nodes.size?.entered ?? 0,
        ...chats.body.items.map((chat: StatisticsChat) => chat.enteredAt),
      ]
    }
    const visits = ['2041-03-02T20:30:00.000Z', '2041-03-02T20:30:00.000Z']
    expect(await on('from=2041-03-02&to=2041-03-02')).toEqual(['2041-03-02', '2041-03-02', 0])
    expect(await on('from=2041-03-03&to=2041-03-03')).toEqual(['2041-03-03', '2041-03-03', 2, ...visits])
    expect(await on('')).toEqual(['2041-02-18', '2041-03-03', 2, ...visits])
    expect((await client.get(`/workspaces/${w}/flows`).expect(200)).body.items).toMatchObject([{ figures: { started: 1 } }])
  })

  it('are told by the hour as well, for a few days that are not long ago', async () => {
    const app = await open()
    const { client, path, says } = await aShop(app)
    app.pass(11.5 * 3_600_000)
    await says('web ann', 'hi', '1', 'S')
    await says('shop bo', 'hi')
    await app.projections.flush()
    const asked = async (query: string, status = 200) => (await client.get(`${path}/statistics?${query}`).expect(status)).body
    const today = 'from=2041-03-03&to=2041-03-03'
    const hours = async (query: string) => (await asked(query)).hours as { at: string; started: number }[]
    const some = async (query: string) => (await hours(query)).filter(({ started }) => started > 0)
    expect(await some(`grain=hour&${today}`)).toMatchObject([
      { at: '2041-03-02T20:00:00.000Z', started: 2, nodes: { size: { entered: 1, answered: 1 } } },
    ])
    expect(await some(`grain=hour&${today}&channel=shop`)).toMatchObject([{ started: 1 }])
    expect((await hours(`grain=hour&from=2041-02-25&to=2041-03-03`)).length).toBe(7 * 24)
    expect(await asked(today)).not.toHaveProperty('hours')
    await asked('grain=hour&from=2041-02-24&to=2041-03-03', 422)
    await asked('grain=hour&from=2041-01-20&to=2041-01-21', 422)
    await asked('grain=day', 422)
  })

  it('are told by the hour of the day and of the week, of the flow or of one node', async () => {
    const app = await open()
    const { client, path, says } = await aShop(app)
    app.pass(11.5 * 3_600_000)
    await says('web ann', 'hi', '1', 'S', '2')
    await says('shop bo', 'hi')
    await app.projections.flush()
    const asked = async (query: string, status = 200) =>
      (await client.get(`${path}/statistics/hours?${query}`).expect(status)).body
    const some = async (query: string) => {
      const { count, hours, week } = (await asked(query)) as StatisticsByHour
      return { count, hours: hours.filter((one) => one.count > 0), week: week.filter((one) => one.count > 0) }
    }
    // A Sunday in Hong Kong, half past four.
    const half = { at: '2041-03-02T20:00:00.000Z', day: '2041-03-03', hour: 4 }
    expect(await some('')).toEqual({
      count: 2,
      hours: [{ ...half, count: 2 }],
      week: [{ weekday: 6, hour: 4, count: 2, hours: 2 }],
    })
    expect(await some('from=2041-03-03&nodeId=size&channel=web')).toMatchObject({ hours: [{ ...half, count: 2 }] })
    expect(await some('nodeId=size&channel=shop')).toEqual({ count: 0, hours: [], week: [] })
    const today = await asked('from=2041-03-03&to=2041-03-03')
    expect([today.hours.length, today.week.length, today.knownFrom]).toEqual([24, 5, undefined])
    expect((await asked('from=2041-01-23&to=2041-03-03')).hours.length).toBe(40 * 24)
    await asked('from=2041-01-22&to=2041-03-03', 422)
    await asked('from=2041-01-22&to=2041-01-23', 422)
  })

  it('by the hour are known from the day after the upgrade on, and wholly once they are counted again', async () => {
    const app = await open()
    const { client, w, path, says } = await aShop(app)
    await says('web ann', 'hi')
    app.pass(day)
    await says('web bo', 'hi')
    app.pass(day)
    await says('web cy', 'hi')
    await app.projections.flush()
    // As before the upgrade, which came on the second day: nothing was counted by the hour.
    const docs = app.store.collection(counters)
    for (const { _id, day: hour } of await findAll(docs, {}, { _id: 1 }))
      if (hour < '2041-03-03T99' && hour.length > 10) await docs.delete({ _id })
    const read = async () => (await client.get(`${path}/statistics/hours?from=2041-03-01`).expect(200)).body as StatisticsByHour
    const before = await read()
    expect([before.knownFrom, before.count]).toEqual(['2041-03-04', 1])
    expect(new Set(before.week.map(({ weekday }) => weekday))).toEqual(new Set([0]))
    const { store, deps, engine } = app
    await beginJob({ store, now: deps.now }, rebuildCounters, { id: 'again', workspaceId: w, by: 'operator', input: null })
    while ((await runDueJobs(engine, new Map([[rebuildCounters.kind, rebuildCounters as JobKind]]))) > 0);
    const after = await read()
    expect([after.knownFrom, after.count]).toEqual([undefined, 3])
  })

  it('come page by page, each once', async () => {
    const app = await open()
    const { client, path, says } = await aShop(app)
    for (let customer = 0; customer < 60; customer++) await says(`web ${customer}`, 'hi', '1', ...(customer % 2 ? ['S'] : []))
    await app.projections.flush()
    const chats: StatisticsChat[] = []
    let after = ''
    do {
      const { body } = await client.get(`${path}/statistics/chats?nodeId=start&figure=entered&after=${after}`).expect(200)
      chats.push(...body.items)
      after = body.next
    } while (after)
    expect(new Set(chats.map(({ conversationId }) => conversationId)).size).toBe(60)
    expect(chats).toHaveLength(60)
    await client.get(`${path}/statistics/chats?nodeId=size&figure=waiting&after=answered.`).expect(422)
  })
})

eachApp('the chats behind a figure, where few of many fit', (open) => {
  it('are searched for so far and no further with one page, and others get their turn meanwhile', async () => {
    const app = await open()
    const { w, path, client, says } = await aShop(app)
    await says('web ann', 'hi', '1', 'S')
    const answered = await app.store.collection(turns).find({ marks: `${path.split('/').at(-1)}.size.answered` })
    const [turn] = answered.items as [Turn]
    const others = Array.from({ length: 1_200 }, (_, number) => ({
      ...turn,
      _id: `other.${number}`,
      inboundKey: `other:${number}`,
      at: '2041-03-02T10:00:00.000Z',
      steps: turn.steps.map((step) => ({ ...step, version: 2 })),
    }))
    await app.store.collection(turns).insertMany(others)

    let turnsOfOthers = 0
    let ticking = setImmediate(function tick() {
      turnsOfOthers++
      ticking = setImmediate(tick)
    })
    const of = { flowId: turn.steps[0]?.flowId ?? '', nodeId: 'size', figure: 'answered' } as const
    const query = { from: '2041-03-01', to: '2041-03-02', version: 1 }
    const first = await listStatisticsChats(app.deps, { workspaceId: w, agentId: 'nobody' }, of, query)
    clearImmediate(ticking)
    expect(first).toEqual({ items: [], next: expect.any(String) })
    expect(turnsOfOthers).toBeGreaterThan(10)
    const asked = `nodeId=size&figure=answered&from=2041-03-01&to=2041-03-02&version=1&after=${first.next}`
    const { body } = await client.get(`${path}/statistics/chats?${asked}`).expect(200)
    expect(body).toEqual({ items: [expect.objectContaining({ contactName: 'Visitor ann' })] })
  })
})

eachApp('the figures', (open) => {
  it('count a flow as started once, however often a chat goes round in it', async () => {
    const app = await open()
    const { client, w, path, says } = await aShop(app)
    await says('web ann', 'hi', '1', 'S', '1', 'M', '1', 'L')
    await app.projections.flush()
    const { started, nodes } = (await client.get(`${path}/statistics`).expect(200)).body
    expect({ started, start: nodes.start.entered, size: nodes.size.entered }).toEqual({ started: 1, start: 1, size: 3 })
    const { items } = (await client.get(`/workspaces/${w}/flows`).expect(200)).body
    expect(items).toMatchObject([{ figures: { started: 1, dropped: 0, waitingNow: 1 } }])
  })
})

eachApp('statistics', (open) => {
  it.each([
    ['agent', 403, 403],
    ['manager', 200, 200],
    ['developer', 200, 403],
    ['admin', 200, 200],
    ['owner', 200, 200],
  ] as const)(
    'show figures, and the chats behind them, to who may read both them and the inbox: %s',
    async (role, figures, chats) => {
      const app = await open()
      const { w, path } = await aShop(app)
      const { client } = await app.person({ [w]: role })
      await client.get(`${path}/statistics`).expect(figures)
      await client.get(`${path}/statistics/chats?nodeId=size&figure=entered`).expect(chats)
      const { items } = (await client.get(`/workspaces/${w}/flows`).expect(200)).body
      expect(items).toMatchObject([{ name: 'Sizes' }])
      expect('figures' in items[0]).toBe(figures === 200)
    },
  )
})

/** Asks for the language, then for the size, again and again. */
function sizes(): Flow {
  const position = { x: 0, y: 0 }
  const text = { en: 'Hello', 'zh-Hant': '你好' }
  const edge = (source: string, sourceHandle: string, target: string) => ({ id: source, source, sourceHandle, target })
  const flow = newFlow('Sizes')
  return {
    ...flow,
    languages: { default: 'en', offered: ['en', 'zh-Hant'] },
    variables: [{ name: 'size', type: 'text' }],
    nodes: [
      ...flow.nodes,
      { id: 'language', type: 'language', position, data: { config: { text, skipIfKnown: false } } },
      { id: 'size', type: 'ask-question', position, data: { config: { text, answer: 'text', saveAs: 'size' } } },
    ],
    edges: [edge('start', 'next', 'language'), edge('language', 'chosen', 'size'), edge('size', 'valid', 'language')],
  }
}

/** A shop in Hong Kong with that flow live, and customers who write to it: `web ann` is Ann, on the channel `web`. */
async function aShop(app: TestApp) {
  const w = await app.workspace()
  const { client } = await app.person({ [w]: 'admin' })
  const flow = sizes()
  const { body } = await client.post(`/workspaces/${w}/flows`, { name: flow.name, flow }).expect(201)
  const path = `/workspaces/${w}/flows/${body.id}`
  await client.post(`${path}/publish`, { revision: 1 }).expect(200)
  let written = 0
  const says = async (customer: string, ...texts: string[]) => {
    const [channelId = '', externalId = ''] = customer.split(' ')
    const at = new Date(app.deps.now()).toISOString()
    for (const text of texts) {
      const message = { id: `m${written++}`, channelId, from: { externalId }, at, content: { kind: 'text', text } as const }
      await handleMessage(app.engine, { workspaceId: w, channelKind: 'web-chat', message })
    }
  }
  return { w, client, path, flow, says }
}
