import { ensureOwner } from '#server/accounts/ensure-owner.ts'
import { readConfig } from '#server/config.ts'
import { createLog } from '#server/log.ts'
import { startSimulation } from '#server/simulation.ts'
import type { Store } from '#server/store/contract.ts'
import { testSecrets } from '#tests/support/in-process.ts'
import { openTestEmbedded } from '#tests/support/stores.ts'
import { builtEditor, builtWidget } from './built-editor.ts'

/** The real server with the built editor and an empty store. With ALUR_OWNER_EMAIL and ALUR_OWNER_PASSWORD it has its owner. */
export async function startServer(
  env: Record<string, string> = {},
): Promise<{ url: string; store: Store; close(): Promise<void> }> {
  const editorFolder = builtEditor()
  builtWidget()
  const store = await openTestEmbedded()
  const config = { ...readConfig({ NODE_ENV: 'test', ...env }), checkReplies: true }
  const server = await startSimulation({
    config,
    store,
    secrets: testSecrets,
    log: createLog('fatal'),
    editorFolder,
    clock: { now: Date.now },
    workers: true,
  })
  await ensureOwner(server.deps)
  const { url } = await server.listen(0, '127.0.0.1')
  return {
    url,
    store,
    close: async () => {
      await server.close()
      await store.close()
    },
  }
}
