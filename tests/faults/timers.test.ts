import { beforeEach, expect, it } from 'vitest'
import { type Flow, newFlow } from '#schemas/flow.ts'
import { type AgentAction, idsOfTurns } from '#schemas/turn.ts'
import { actOnConversation } from '#server/chats/act-on-conversation.ts'
import { conversations } from '#server/chats/collections.ts'
import { type TimerDoc, timers, turns } from '#server/engine/collections.ts'
import type { Engine } from '#server/engine/engine.ts'
import type { Services } from '#server/engine/parts.ts'
import { projectLeftBehind, startProjections } from '#server/engine/projections/projections.ts'
import { timerId } from '#server/engine/timers/conversation-timer.ts'
import { remakeTimer } from '#server/engine/timers/remake-timer.ts'
import { runParkedTimersAgain, startTimers, wakeDue } from '#server/engine/timers/timers.ts'
import { migrateStore } from '#server/migrations/migrate-store.ts'
import { findAll } from '#server/store/find-all.ts'
import { anEngine, noCodes, noTemplates, writes } from '#tests/support/an-engine.ts'
import { conversationIdOf } from '#tests/support/conversation-id.ts'
import { testClock, testSecrets } from '#tests/support/in-process.ts'
import { intervalsByHand } from '#tests/support/intervals.ts'
import { seed, seedShop } from '#tests/support/seed.ts'
import { eachStore, type OpenTestStore } from '#tests/support/stores.ts'

const minutes = 60_000

beforeEach(intervalsByHand)

eachStore('a timer', (open) => {
  it('that ends the process each time it rings is parked after five attempts, and no other with it', async () => {
    const shop = await aShop(open, waiting())
    await shop.says('hi', 'killer')
    await shop.says('hi', 'calm')
    shop.clock.pass(minutes)
    const deaths: Promise<unknown>[] = []
    for (let attempts = 1; attempts <= 5; attempts++) {
      shop.service.hangsFor = conversationIdOf(seed.webChat, 'killer')
      const life = await shop.anotherProcess(`life${attempts}`)
      deaths.push(wakeDue(life))
      await expect.poll(() => shop.service.hanging).toBe(attempts)
      expect(await shop.timer('killer')).toMatchObject({ attempts })
      shop.clock.pass(60 * minutes)
    }
    const last = await shop.anotherProcess('last')
    await wakeDue(last)
    expect(await shop.timer('killer')).toEqual({
      _id: timerId(conversationIdOf(seed.webChat, 'killer')),
      workspaceId: seed.workspaceId,
      conversationId: conversationIdOf(seed.webChat, 'killer'),
      kind: 'visit',
      visitId: '1.2',
      dueAt: '9999-12-31T00:00:00.000Z',
      attempts: 5,
      parked: 'tried-too-often',
      turn: 1,
    })
    expect(await wakeDue(last)).toBe(0)
    expect(await shop.turnNumbers('calm')).toEqual([1, 2])

    await runParkedTimersAgain(last)
    expect(await shop.timer('killer')).toMatchObject({ attempts: 4 })
    shop.service.hangsFor = ''
    await wakeDue(last)
    expect(await shop.turnNumbers('killer')).toEqual([1, 2])
    await shop.close()
  })

  it('was tried before: then it rings alone, so that it is known which one ends the process', async () => {
    const shop = await aShop(open, waiting())
    for (const visitor of ['a', 'b', 'c']) await shop.says('hi', visitor)
    await shop.store.collection(timers).updateMany({}, { $set: { attempts: 1 } })
    shop.clock.pass(minutes)
    shop.service.hangsFor = 'c'
    const worker = await startTimers(shop.here)
    await expect.poll(() => shop.service.hanging).toBe(1)
    const tried = (await shop.store.collection(timers).find({}, { sort: { dueAt: 1 } })).items.map(({ attempts }) => attempts)
    expect(tried).toEqual([1, 1, 2])
    shop.service.answer()
    await worker.stop()
    await shop.close()
  })

  it('keeps its tries while messages leave the wait as it was, and the next wait begins with none', async () => {
    const shop = await aShop(open, asking())
    await shop.says('hi', 'v')
    expect(await shop.timer('v')).toMatchObject({ visitId: '1.2', attempts: 0, turn: 1 })
    await shop.store.collection(timers).updateMany({}, { $set: { attempts: 3 } })
    await shop.says('no number', 'v')
    expect(await shop.timer('v')).toMatchObject({ visitId: '1.2', attempts: 3, turn: 2 })
    await shop.says('7', 'v')
    expect(await shop.timer('v')).toMatchObject({ visitId: '3.0', attempts: 0, turn: 3 })
    await shop.says('8', 'v')
    expect(await shop.timer('v')).toBeNull()
    await shop.close()
  })

  it('rings in a data folder that was written before timers had a collection', async () => {
    const shop = await aShop(open, waiting())
    await shop.says('hi', 'v')
    const { visitId, dueAt } = (await shop.timer('v')) as TimerDoc
    await shop.store.collection(timers).delete({})
    await shop.store.collection(conversations).updateMany({}, { $set: { wakeAt: dueAt, visitId } })
    shop.clock.pass(minutes)
    await migrateStore(shop.store)
    const worker = await startTimers(await shop.anotherProcess('newer'))
    await expect.poll(() => shop.turnNumbers('v')).toEqual([1, 2])
    await worker.stop()
    expect(await shop.store.collection(conversations).count({ wakeAt: { $gt: '' } })).toBe(0)
    await shop.close()
  })

  it('stands beside others of its chat: each rings once, at its time, and one that is taken back does not', async () => {
    const shop = await aShop(open, waiting())
    await shop.says('hi', 'v')
    const [early, never, late] = await shop.reminders('v', [30, 40, 120])
    expect((await shop.timers()).map(({ _id, dueAt }) => [_id.split('.')[1], dueAt.slice(11, 19)])).toEqual([
      ['reminder', '10:00:30'],
      ['reminder', '10:00:40'],
      ['visit', '10:01:00'],
      ['reminder', '10:02:00'],
    ])
    await shop.acts('v', { do: 'cancel-reminder', id: never as string })
    const there = await shop.anotherProcess('there')
    const rung: (string | undefined)[][] = []
    for (let seconds = 30; seconds <= 150; seconds += 30) {
      shop.clock.pass(30_000)
      await Promise.all([wakeDue(shop.here), wakeDue(there)])
      await shop.project(there)
      rung.push((await shop.timers()).map(({ visitId, kind }) => (kind === 'visit' ? kind : visitId)))
    }
    expect(rung).toEqual([['visit', late], [late], [late], [], []])
    expect(early).not.toBe(late)
    expect(await shop.events('v')).toEqual(['message', 'agent', 'agent', 'agent', 'agent', 'due', 'timer', 'due'])
    await shop.close()
  })

  it('is made again from the turns, whichever of a chat is missing or wrong', async () => {
    const shop = await aShop(open, waiting())
    await shop.says('hi', 'v')
    await shop.reminders('v', [30, 40])
    const before = await shop.timers()
    const docs = shop.store.collection(timers)
    await docs.delete({ _id: before[0]?._id as string })
    await docs.update(before[1]?._id as string, { $set: { dueAt: '2040-01-01T00:00:00.000Z' } })
    await docs.insert({ ...(before[0] as TimerDoc), _id: `${before[0]?.conversationId}.reminder.9.9`, visitId: '9.9' })
    const conversationId = conversationIdOf(seed.webChat, 'v')
    const all = await shop.turnsOf('v')
    const whole = { workspaceId: seed.workspaceId, conversationId, turns: all, settled: true }
    expect(await remakeTimer(shop.here, whole)).toBe('changed')
    expect(await shop.timers()).toEqual(before)
    expect(await remakeTimer(shop.here, whole)).toBe('same')
    await shop.close()
  })

  it('that is left in a batch of a process that died rings, and once', async () => {
    const shop = await aShop(open, waiting())
    const gone = await shop.anotherProcess('gone')
    await writes(gone, 'm1', 'hi', 'v')
    expect(await shop.timer('v')).toBeNull()
    shop.clock.pass(10 * minutes)
    await projectLeftBehind(shop.here, 0, async () => {})
    await Promise.all([wakeDue(shop.here), wakeDue(await shop.anotherProcess('there'))])
    expect(await shop.turnNumbers('v')).toEqual([1, 2])
    // Rung, but not projected: the lease ends, it rings again, and is found stale.
    shop.clock.pass(10 * minutes)
    expect(await wakeDue(shop.here)).toBe(1)
    expect([await shop.turnNumbers('v'), await shop.timer('v')]).toEqual([[1, 2], null])
    await shop.close()
  })
})

async function aShop(open: OpenTestStore, flow: Flow) {
  const clock = testClock()
  const store = { ...(await open({ now: clock.now })), alone: false }
  await seedShop(store, testSecrets, { flows: [flow] })
  const service = aService()
  const anotherProcess = (writer: string): Promise<Engine> => anEngine(store, clock, { writer, services: service.services })
  const here = await anotherProcess('here')
  const projections = startProjections(here, async () => {})
  let said = 0
  return {
    clock,
    store,
    service,
    here,
    anotherProcess,
    close: projections.stop,
    says: async (text: string, visitor: string) => {
      await writes(here, `m${said++}`, text, visitor)
      await projections.flush()
    },
    project: async (engine: Engine) => {
      const theirs = startProjections(engine, async () => {})
      await theirs.flush()
      await theirs.stop()
      await projections.flush()
    },
    /** Reminders in so many seconds; their ids. */
    async reminders(visitor: string, inSeconds: number[]) {
      for (const seconds of inSeconds)
        await this.acts(visitor, {
          do: 'remind',
          at: new Date(clock.now() + seconds * 1000).toISOString(),
          text: `${seconds}`,
          clientId: `${seconds}`,
        })
      const newest = (await this.turnsOf(visitor)).at(-1)
      return (newest?.state.timers ?? []).map(({ id }) => id)
    },
    async acts(visitor: string, action: AgentAction) {
      const who = { workspaceId: seed.workspaceId, agentId: 'ada' }
      await actOnConversation(here, who, conversationIdOf(seed.webChat, visitor), action)
      await projections.flush()
    },
    timers: () => findAll(store.collection(timers), {}, { dueAt: 1 }),
    turnsOf: (visitor: string) =>
      findAll(store.collection(turns), { _id: idsOfTurns(conversationIdOf(seed.webChat, visitor)) }, { _id: 1 }),
    async events(visitor: string) {
      return (await this.turnsOf(visitor)).map(({ event }) => event.kind)
    },
    timer: (visitor: string) => store.collection(timers).get(timerId(conversationIdOf(seed.webChat, visitor))),
    turnNumbers: async (visitor: string) => {
      const ofVisitor = `${conversationIdOf(seed.webChat, visitor)}.`
      const { items } = await store.collection(turns).find({ _id: { $gt: ofVisitor, $lt: ofVisitor.replace('.', '/') } })
      return items.map(({ number }) => number)
    },
  }
}

/** Answers at once, but for one conversation: there it hangs, as whatever ends a process does. */
function aService() {
  let answer = () => {}
  const answered = new Promise<void>((resolve) => {
    answer = resolve
  })
  const service = {
    hangsFor: '',
    hanging: 0,
    answer: () => answer(),
    services: {
      template: noTemplates,
      ...noCodes,
      http: {
        outside: true,
        ask: async ({ headers }) => {
          if (service.hangsFor && headers['idempotency-key']?.startsWith(service.hangsFor)) {
            service.hanging++
            await answered
          }
          return { status: 200, headers: {}, body: '{}' }
        },
      },
    } satisfies Services,
  }
  return service
}

const at = { x: 0, y: 0 }

/** Asks the service after a minute. */
function waiting(): Flow {
  const flow = newFlow('Parcel')
  flow.nodes.push(
    { id: 'wait', type: 'wait', position: at, data: { config: { for: 'duration', seconds: 60 } } },
    { id: 'call', type: 'call-http', position: at, data: { config: { method: 'GET', url: 'https://shop.example/parcel' } } },
  )
  flow.edges.push(
    { id: 'e1', source: 'start', sourceHandle: 'next', target: 'wait' },
    { id: 'e2', source: 'wait', sourceHandle: 'next', target: 'call' },
  )
  return flow
}

/** Asks for two numbers. */
function asking(): Flow {
  const flow = newFlow('Numbers')
  const question = (id: string) => ({
    id,
    type: 'ask-question',
    position: at,
    data: { config: { text: { en: 'How many?' }, answer: 'number', saveAs: 'count' } },
  })
  flow.nodes.push(question('one'), question('two'))
  flow.edges.push(
    { id: 'e1', source: 'start', sourceHandle: 'next', target: 'one' },
    { id: 'e2', source: 'one', sourceHandle: 'valid', target: 'two' },
  )
  return flow
}
