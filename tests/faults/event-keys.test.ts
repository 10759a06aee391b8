import { expect, it } from 'vitest'
import { decode } from '#runtime/channels/whatsapp/decode.ts'
import { type Flow, newFlow } from '#schemas/flow.ts'
import type { TurnEvent } from '#schemas/turn.ts'
import { channelHealth } from '#server/channels/channel-health.ts'
import { receiveEvents } from '#server/channels/receive-events.ts'
import { openChat } from '#server/channels/web-chat/open-chat.ts'
import { actOnConversation } from '#server/chats/act-on-conversation.ts'
import { assignConversation } from '#server/chats/assign-conversation.ts'
import { closeQuiet } from '#server/chats/cases/quiet-cases.ts'
import { sendUnasked } from '#server/chats/send-unasked.ts'
import { signalConversation } from '#server/chats/signal-conversation.ts'
import { turns } from '#server/engine/collections.ts'
import type { Engine } from '#server/engine/engine.ts'
import * as keys from '#server/engine/event-keys.ts'
import { startProjections } from '#server/engine/projections/projections.ts'
import { wakeDue } from '#server/engine/timers/timers.ts'
import { takeTurn } from '#server/engine/turns/take-turn.ts'
import { livePointers } from '#server/flows/collections.ts'
import { withdrawPeople } from '#server/flows/withdraw-people.ts'
import { beginJob } from '#server/jobs/begin-job.ts'
import { runDueJobs } from '#server/jobs/run-jobs.ts'
import { deliveries } from '#server/outbox/collections.ts'
import { tellFailures } from '#server/outbox/tell-failures.ts'
import { jobKinds } from '#server/parts-of-subjects.ts'
import type { Store } from '#server/store/contract.ts'
import bodies from '#tests/fixtures/whatsapp/bodies.json' with { type: 'json' }
import { anEngine, writes } from '#tests/support/an-engine.ts'
import { conversationIdOf } from '#tests/support/conversation-id.ts'
import { type TestClock, testClock, testSecrets } from '#tests/support/in-process.ts'
import { seed, seedShop } from '#tests/support/seed.ts'
import { eachStore } from '#tests/support/stores.ts'

/** Two processes on one store. */
interface Shop {
  store: Store
  clock: TestClock
  engines: [Engine, Engine]
}

const conversationId = conversationIdOf(seed.webChat, 'visitor')
const webChat = {
  id: seed.webChat,
  kind: 'web-chat' as const,
  workspaceId: seed.workspaceId,
  name: 'Website',
  settings: {},
  secrets: {},
}
const whatsApp = { ...webChat, id: seed.whatsApp, kind: 'whatsapp' as const }

/** Says hello to whoever opens the chat, then waits for a minute. */
function greeting(): Flow {
  const flow = newFlow('Greeting')
  const at = { x: 0, y: 0 }
  flow.nodes = flow.nodes.map((node) => (node.type === 'start' ? { ...node, data: { config: { trigger: 'opened' } } } : node))
  flow.nodes.push(
    { id: 'hello', type: 'send-message', position: at, data: { config: { text: { en: 'Hello' } } } },
    { id: 'wait', type: 'wait', position: at, data: { config: { for: 'duration', seconds: 60 } } },
  )
  flow.edges.push(
    { id: 'e1', source: 'start', sourceHandle: 'next', target: 'hello' },
    { id: 'e2', source: 'hello', sourceHandle: 'next', target: 'wait' },
  )
  return flow
}

const written = async ({ engines }: Shop): Promise<void> => {
  await writes(engines[0], 'first', 'hi')
  await project(engines[0])
}

async function project(engine: Engine): Promise<void> {
  const projections = startProjections(engine, async () => {})
  await projections.flush()
  await projections.stop()
}

const shopsOwn = { workspaceId: seed.workspaceId, agentId: 'ada' }
const after = (comesBy: (engine: Engine) => Promise<unknown>) => async (shop: Shop) => {
  await written(shop)
  return comesBy
}
/** How each kind of event comes, to one process after the other. What comes from a vendor or a browser comes as they send it. */
const comes: Record<TurnEvent['kind'], (shop: Shop) => Promise<(engine: Engine) => Promise<unknown>>> = {
  message: async () => (engine) => writes(engine, 'm1', 'hi'),
  echo: async () => (engine) =>
    receiveEvents(
      {
        engine,
        io: new Map(),
        health: channelHealth(engine),
      },
      whatsApp,
      decode({ entry: [{ changes: [bodies["sent from the vendor's own app"]] }] }, seed.whatsApp),
    ),
  opened: async () => (engine) => openChat(engine, webChat, { externalId: 'visitor', crowded: false }),
  agent: async (shop) => {
    await written(shop)
    const who = { workspaceId: seed.workspaceId, agentId: 'agent1' }
    const note = { do: 'note' as const, text: 'A regular', clientId: 'browser1' }
    return (engine) => actOnConversation(engine, who, conversationId, note)
  },
  timer: async (shop) => {
    await written(shop)
    shop.clock.pass(60_000)
    return (engine) => wakeDue(engine)
  },
  quiet: async (shop) => {
    await written(shop)
    shop.clock.pass(60_000)
    await wakeDue(shop.engines[0])
    await project(shop.engines[0])
    shop.clock.pass(25 * 3_600_000)
    return async (engine) => {
      await closeQuiet(engine)
      shop.clock.pass(120_000)
    }
  },
  withdrawal: async (shop) => {
    await written(shop)
    const at = new Date(shop.clock.now()).toISOString()
    const withdrawn = { upTo: 1, people: 'hand-over' as const, by: 'ada', at, inside: 1 }
    await shop.store.collection(livePointers).update('flow1', { $set: { liveVersion: null, withdrawn, withdrawAt: at } })
    const input = { flowId: 'flow1', at }
    await beginJob(shop.engines[0], withdrawPeople, { id: 'job1', workspaceId: seed.workspaceId, by: 'ada', input })
    return async (engine) => {
      await runDueJobs(engine, jobKinds)
      shop.clock.pass(2_000)
    }
  },
  send: after((engine) =>
    sendUnasked(engine, shopsOwn, conversationId, { id: 'offer1', message: { kind: 'text', text: 'Free delivery' } }),
  ),
  begin: after((engine) =>
    takeTurn(engine, {
      conversationId,
      event: {
        kind: 'begin',
        flowId: 'flow1',
        by: 'ada',
        campaign: { id: 'b1', recipient: 'b1.someone', purpose: 'service' },
      },
      inboundKey: keys.campaignKey('b1.someone'),
      looksFirst: true,
    }),
  ),
  signal: after((engine) => signalConversation(engine, shopsOwn, conversationId, { id: 'payment1', name: 'order.paid' })),
  assign: after((engine) => assignConversation(engine, shopsOwn, conversationId, { id: 'a1' })),
  due: async (shop) => {
    await written(shop)
    const at = new Date(shop.clock.now() + 1_000).toISOString()
    await actOnConversation(shop.engines[0], shopsOwn, conversationId, { do: 'remind', at, text: 'Call', clientId: 'c1' })
    await project(shop.engines[0])
    shop.clock.pass(1_000)
    return (engine) => wakeDue(engine)
  },
  'delivery-failed': async (shop) => {
    await written(shop)
    const said = `${conversationId}.00000001.0`
    await shop.store.collection(deliveries).insert({
      _id: said,
      workspaceId: seed.workspaceId,
      channelId: seed.webChat,
      channelKind: 'web-chat',
      conversationId,
      turnNumber: 1,
      address: 'visitor',
      status: 'failed',
      providerIds: [],
      attempts: 1,
      untold: true,
      at: new Date(shop.clock.now()).toISOString(),
    })
    return async (engine) => {
      await tellFailures(engine)
      // As if the process had ended before it was noted.
      await shop.store.collection(deliveries).update(said, { $set: { untold: true } })
    }
  },
}

eachStore('an event', (open) => {
  it.each(Object.keys(comes) as TurnEvent['kind'][])('that comes twice makes one turn: %s', async (kind) => {
    const clock = testClock()
    const store = await open({ now: clock.now })
    await seedShop(store, testSecrets, { flows: [greeting()] })
    const engines: Shop['engines'] = [await anEngine(store, clock), await anEngine(store, clock, { writer: 'b' })]
    const comesTo = await comes[kind]({ store, clock, engines })
    for (const engine of engines) await comesTo(engine)
    const found = (await store.collection(turns).find({}, { sort: { _id: 1 } })).items.filter(({ event }) => event.kind === kind)
    // A timer is none from outside: its visit is over once it rang. Nor is quiet: it is of the turn before it.
    expect(found.map(({ inboundKey }) => inboundKey !== undefined)).toEqual([!['timer', 'due', 'quiet'].includes(kind)])
    for (const engine of engines) await engine.close()
  })
})

it('an event keeps the name that earlier releases gave it', () => {
  expect([
    keys.messageKey({ channelId: 'wa', id: 'wamid.A' }),
    keys.openedKey('c1', '2026-11-30'),
    keys.writtenKey('c1', 'ada', 'browser1'),
    keys.closedKey('closing1', 'c1'),
    keys.reopenedKey('closing1', 'c1'),
    keys.forgottenKey('forgetting1'),
    keys.withdrawnKey('flow1', 'c1', 7),
    keys.sentKey('c1', 'offer1'),
    keys.signalKey('payment1', 'c1'),
    keys.assignedKey('c1', 'a1'),
    keys.undeliveredKey('c1.00000001.0'),
  ]).toEqual([
    'wa:wamid.A',
    'opened:c1:2026-11-30',
    'agent:c1:ada:browser1',
    'close:closing1:c1',
    'reopen:closing1:c1',
    'forget:forgetting1',
    'withdraw:flow1:c1:7',
    'send:c1:offer1',
    'event:payment1:c1',
    'assign:c1:a1',
    'undelivered:c1.00000001.0',
  ])
})
