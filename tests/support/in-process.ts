import { readConfig } from '#server/config.ts'
import { createLog } from '#server/log.ts'
import { makeSecrets } from '#server/secret-key.ts'
import { type Clock, clockAt, type Simulated, startSimulation } from '#server/simulation.ts'
import type { Store } from '#server/store/contract.ts'
import { testConversationIds } from './conversation-id.ts'

export type TestClock = Clock

export const testClock = (from = '2026-11-23T10:00:00.000Z'): Clock => clockAt(Date.parse(from))

export const testSecrets = makeSecrets(Buffer.alloc(32, 7))

/** The whole server in this process, on the test's store and clock. */
export async function inProcess(
  store: Store,
  options: { clock?: TestClock; allow?: string[]; workers?: boolean; editorFolder?: string } = {},
): Promise<Simulated & { url: string }> {
  const server = await startSimulation({
    config: { ...readConfig({ NODE_ENV: 'test' }), checkReplies: true },
    store,
    secrets: testSecrets,
    log: createLog('fatal'),
    editorFolder: options.editorFolder ?? '/nowhere',
    newConversationId: testConversationIds(options.clock?.now ?? Date.now),
    allowPrivate: options.allow ?? [],
    clock: options.clock ?? { now: Date.now },
    workers: options.workers ?? true,
  })
  const { url } = await server.listen(0, '127.0.0.1')
  return { ...server, url }
}
