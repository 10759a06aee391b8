import { registry } from '#nodes/registry.ts'
import { always } from '#runtime/channels/window.ts'
import type { ChannelKind, Sender } from '#schemas/message.ts'
import type { InboxDoc } from '#server/engine/collections.ts'
import { type Engine, startEngine } from '#server/engine/engine.ts'
import { messageKey } from '#server/engine/event-keys.ts'
import type { EngineParts } from '#server/engine/parts.ts'
import { handleMessage } from '#server/engine/turns/handle-message.ts'
import { sealing } from '#server/engine/turns/sealed-answers.ts'
import type { Inbound } from '#server/engine/turns/take-message-turn.ts'
import { partsOfSubjects } from '#server/parts-of-subjects.ts'
import type { Store } from '#server/store/contract.ts'
import { conversationIdOf, testConversationIds } from './conversation-id.ts'
import { type TestClock, testSecrets } from './in-process.ts'
import { seed } from './seed.ts'

/** A workspace without templates. */
export const noTemplates = { ask: async () => ({ why: 'unknown' as const }) }

const nobody = () => Promise.reject(new Error('nobody is there'))

/** Where no code goes anywhere. */
export const noCodes = { sendCode: { outside: true, ask: nobody }, checkCode: { ask: nobody } } as const

/** The engine of one process, without the workers: several of them on one store are several processes. */
export const anEngine = (store: Store, clock: TestClock, parts: Partial<EngineParts> = {}): Promise<Engine> =>
  startEngine({
    store,
    registry,
    now: clock.now,
    services: { http: { outside: true, ask: nobody }, template: noTemplates, ...noCodes },
    sealing: sealing(testSecrets),
    windows: () => always,
    writer: 'a',
    log: { warn: () => {}, error: () => {} },
    ...partsOfSubjects(store, registry, clock.now, testConversationIds(clock.now)),
    ...parts,
  })

/** A visitor of the shop's web chat writes, or on another channel somebody else. */
export const writes = (
  engine: Engine,
  id: string,
  text: string,
  visitor: string | Sender = 'visitor',
  over: ChannelKind = 'web-chat',
) => handleMessage(engine, written(engine, id, text, visitor, over))

/** As a crash leaves it: a message that was kept, and whose turn is due. */
export function kept(engine: Engine, id: string, text: string, visitor = 'visitor'): InboxDoc {
  const what = written(engine, id, text, visitor)
  const at = what.message.at
  const conversationId = conversationIdOf(seed.webChat, visitor)
  return { _id: messageKey(what.message), ...what, conversationId, acceptedAt: at, attempts: 0, dueAt: at }
}

function written(engine: Engine, id: string, text: string, visitor: string | Sender, over: ChannelKind = 'web-chat'): Inbound {
  const at = new Date(engine.now()).toISOString()
  const channelId = { 'web-chat': seed.webChat, whatsapp: seed.whatsApp, telegram: seed.telegram, email: seed.email }[over]
  const from = typeof visitor === 'string' ? { externalId: visitor } : visitor
  const message = { id, channelId, from, at, content: { kind: 'text' as const, text } }
  return { workspaceId: seed.workspaceId, channelKind: over, message }
}
