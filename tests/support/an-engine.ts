import { registry } from '#nodes/registry.ts'
import type { IncomingMessage } from '#schemas/message.ts'
import { type Engine, type EngineParts, startEngine } from '#server/engine/engine.ts'
import type { Store } from '#server/store/contract.ts'
import { handleMessage } from '#server/use-cases/handle-message.ts'
import type { TestClock } from './in-process.ts'
import { seed } from './seed.ts'

/** The engine of one process, without the workers: several of them on one store are several processes. */
export const anEngine = (store: Store, clock: TestClock, parts: Partial<EngineParts> = {}): Promise<Engine> =>
  startEngine({
    store,
    registry,
    now: clock.now,
    http: () => Promise.reject(new Error('nobody is there')),
    replyWindowHours: () => null,
    writer: 'a',
    log: { warn: () => {}, error: () => {} },
    ...parts,
  })

/** A visitor of the shop's web chat writes. */
export function writes(engine: Engine, id: string, text: string, visitor = 'visitor') {
  const message: IncomingMessage = {
    id,
    channelId: seed.webChat,
    from: { externalId: visitor },
    at: new Date(engine.now()).toISOString(),
    content: { kind: 'text', text },
  }
  return handleMessage(engine, { workspaceId: seed.workspaceId, channelKind: 'web-chat', message })
}
