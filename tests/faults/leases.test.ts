import { expect, it, vi } from 'vitest'
import { type Flow, newFlow } from '#schemas/flow.ts'
import type { IncomingMessage } from '#schemas/message.ts'
import { inbox, timers, turns } from '#server/engine/collections.ts'
import { leaseEnd } from '#server/engine/lease.ts'
import type { Services } from '#server/engine/parts.ts'
import { startProjections } from '#server/engine/projections/projections.ts'
import { startTimers, wakeDue } from '#server/engine/timers/timers.ts'
import { processDue, startInbox } from '#server/engine/turns/inbox.ts'
import type { Store } from '#server/store/contract.ts'
import { anEngine, kept, noCodes, noTemplates, writes } from '#tests/support/an-engine.ts'
import { testClock, testSecrets } from '#tests/support/in-process.ts'
import { intervalsByHand } from '#tests/support/intervals.ts'
import { seed, seedShop } from '#tests/support/seed.ts'
import { eachStore, type OpenTestStore, openTestEmbedded } from '#tests/support/stores.ts'

eachStore('two processes on one store', (open) => {
  it('wake a node once, however long its turn takes', async () => {
    intervalsByHand()
    const { here, there, clock, service, slowly, caughtUp, turnsOf, close } = await shop(open, waiting)
    await writes(here, 'm1', 'hi')
    await caughtUp()
    clock.pass(60_000)
    const waking = Promise.all([wakeDue(here), wakeDue(there)])
    await service.asked(1)
    await slowly(async () => expect(await wakeDue(there)).toBe(0))
    service.answer()
    await waking
    expect([service.calls, (await turnsOf()).length]).toEqual([1, 2])
    await close()
  })

  it('take up a kept message once, however long its turn takes', async () => {
    intervalsByHand()
    const { here, there, clock, service, slowly, turnsOf, close } = await shop(open, asking)
    await here.inbox.insert(kept(here, 'm1', 'hi'))
    clock.pass(60_000)
    const taking = Promise.all([processDue(here), processDue(there)])
    await service.asked(1)
    await slowly(async () => expect(await processDue(there)).toBe(0))
    service.answer()
    await taking
    expect([service.calls, (await turnsOf()).length]).toEqual([1, 1])
    await close()
  })

  it('take a message once that is kept because its turn calls out, however long that takes', async () => {
    intervalsByHand()
    const { here, there, service, slowly, turnsOf, close } = await shop(open, asking)
    await writes(here, 'm1', 'hi')
    await service.asked(1)
    await slowly(async () => expect(await processDue(there)).toBe(0))
    service.answer()
    await expect.poll(() => here.inbox.count({})).toBe(0)
    expect([service.calls, (await turnsOf()).length]).toEqual([1, 1])
    await close()
  })

  it('take what a customer writes in its order, while the first one’s turn takes long and whichever process the next ones come to', async () => {
    const { here, there, clock, service, turnsOf, close } = await shop(open, asking)
    await writes(here, 'm1', 'hi')
    await service.asked(1)
    for (const [process, id] of [
      [there, 'm2'],
      [there, 'm3'],
      [here, 'm4'],
    ] as const) {
      clock.pass(1)
      expect(await writes(process, id, 'hello?')).toMatchObject({ kind: 'kept' })
    }
    expect([service.calls, await turnsOf()]).toEqual([1, []])
    service.answer()
    await expect.poll(() => here.inbox.count({})).toBe(0)
    expect((await turnsOf()).map(({ number, inboundKey }) => [number, inboundKey])).toEqual(
      ['m1', 'm2', 'm3', 'm4'].map((id, i) => [i + 1, `${seed.webChat}:${id}`]),
    )
    await close()
  })

  it('let the next message go before one whose turn fails', async () => {
    const { here, there, clock, turnsOf, close } = await shop(open, () => newFlow('Nothing'))
    const { content, ...unreadable } = kept(here, 'm1', 'hi').message
    await here.inbox.insert({ ...kept(here, 'm1', 'hi'), message: unreadable as IncomingMessage })
    expect(await writes(there, 'm2', 'hi')).toMatchObject({ kind: 'kept' })
    await expect.poll(async () => (await turnsOf()).map(({ inboundKey }) => inboundKey)).toEqual([`${seed.webChat}:m2`])
    expect(await here.inbox.get(`${seed.webChat}:m1`)).toMatchObject({ attempts: 1, failed: true })
    clock.pass(1)
    expect(await writes(here, 'm3', 'hi')).toMatchObject({ kind: 'turn' })
    await close()
  })
})

it('a node whose turn takes long holds up no other timer', async () => {
  const { here, clock, service, caughtUp, close } = await shop(openTestEmbedded, waiting, { alone: true })
  await writes(here, 'm1', 'hi', 'first')
  clock.pass(30_000)
  await writes(here, 'm2', 'hi', 'second')
  await caughtUp()
  clock.pass(30_000)
  const timers = await startTimers(here)
  await service.asked(1)
  clock.pass(30_000)
  timers.nudge()
  await service.asked(2)
  service.answer()
  await timers.stop()
  await close()
})

it('a kept message whose turn takes long holds up no other', async () => {
  const { here, clock, service, close } = await shop(openTestEmbedded, asking, { alone: true })
  await here.inbox.insert(kept(here, 'm1', 'hi', 'first'))
  const worker = await startInbox(here)
  await service.asked(1)
  await here.inbox.insert(kept(here, 'm2', 'hi', 'second'))
  clock.pass(60_000)
  worker.nudge()
  await service.asked(2)
  service.answer()
  await worker.stop()
  expect((await here.inbox.find({})).items).toEqual([])
  await close()
})

it('every message that was kept before a start goes before what its customer writes after it', async () => {
  const { here, service, close } = await shop(openTestEmbedded, asking, { alone: true })
  const visitors = Array.from({ length: 1_100 }, (_, n) => `visitor${n}`)
  await here.inbox.insertMany(visitors.map((visitor) => kept(here, `to ${visitor}`, 'hi', visitor)))
  const worker = await startInbox(here)
  expect(here.queue.size).toBe(visitors.length)
  service.answer()
  await worker.stop()
  await close()
})

/** A shop, two processes' engines, and a service that answers when the test says so. */
async function shop(open: OpenTestStore, flow: () => Flow, { alone = false } = {}) {
  const clock = testClock()
  const opened = await open({ now: clock.now })
  // Two processes never share an embedded store; here it stands in for one that they do.
  const store: Store = alone ? opened : { ...opened, alone: false }
  await seedShop(store, testSecrets, { flows: [flow()] })
  const service = slowService()
  const here = await anEngine(store, clock, { writer: 'here', services: service.services })
  const there = await anEngine(store, clock, { writer: 'there', services: service.services })
  const projections = startProjections(here, async () => {})
  const close = async () => {
    await projections.stop()
    await store.close()
  }
  const leases = async () => {
    const held = [...(await store.collection(inbox).find({})).items, ...(await store.collection(timers).find({})).items]
    return held.map(({ dueAt }) => dueAt)
  }
  /** A minute passes, ten seconds at a time: each time the lease is prolonged, and then, `meanwhile`. */
  const slowly = async (meanwhile: () => Promise<unknown>) => {
    for (let tens = 0; tens < 6; tens++) {
      clock.pass(10_000)
      await vi.advanceTimersByTimeAsync(10_000)
      // Beginning to write it is not yet having written it.
      await expect.poll(leases).toEqual([leaseEnd(clock.now())])
      await meanwhile()
    }
  }
  const turnsOf = async () => (await store.collection(turns).find({ workspaceId: seed.workspaceId })).items
  return { here, there, store, clock, service, slowly, caughtUp: projections.flush, turnsOf, close }
}

function slowService() {
  let answer = () => {}
  const answered = new Promise<void>((resolve) => {
    answer = resolve
  })
  const service = {
    calls: 0,
    services: {
      template: noTemplates,
      ...noCodes,
      http: {
        outside: true,
        ask: async () => {
          service.calls++
          await answered
          return { status: 200, headers: {}, body: '{}' }
        },
      },
    } satisfies Services,
    asked: (calls: number) => expect.poll(() => service.calls).toBe(calls),
    answer: () => answer(),
  }
  return service
}

/** Asks the service after a minute. */
function waiting(): Flow {
  const flow = asking()
  flow.nodes.push({ id: 'wait', type: 'wait', position: { x: 0, y: 0 }, data: { config: { for: 'duration', seconds: 60 } } })
  const [first] = flow.edges
  if (first) first.target = 'wait'
  flow.edges.push({ id: 'wait.next', source: 'wait', sourceHandle: 'next', target: 'ask' })
  return flow
}

/** Asks the service at once. */
function asking(): Flow {
  const flow = newFlow('Parcel')
  const config = { method: 'GET', url: 'https://shop.example/parcel' }
  flow.nodes.push({ id: 'ask', type: 'call-http', position: { x: 0, y: 0 }, data: { config } })
  flow.edges.push({ id: 'start.next', source: 'start', sourceHandle: 'next', target: 'ask' })
  return flow
}
