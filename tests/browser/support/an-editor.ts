import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll } from 'vitest'
import type { FlowView, Me } from '#schemas/api/contract.ts'
import type { Flow } from '#schemas/flow.ts'
import { assemble } from '#server/assemble.ts'
import { readConfig } from '#server/config.ts'
import { createLog } from '#server/log.ts'
import type { Store } from '#server/store/contract.ts'
import { ensureOwner } from '#server/use-cases/ensure-owner.ts'
import { testSecrets } from '#tests/support/in-process.ts'
import { openTestEmbedded } from '#tests/support/stores.ts'
import { openBrowserIfPossible } from './browser.ts'

const root = join(import.meta.dirname, '../../..')
const built = join(root, 'node_modules/.cache/editor-under-test')
const owner = { ALUR_OWNER_EMAIL: 'owner@example.org', ALUR_OWNER_PASSWORD: 'correct-horse-battery' }

/** A browser at the built editor on the real server, signed in as the owner. */
export interface EditorUnderTest {
  /** Whether this machine can run a Chromium; without one the tests have nothing to do. */
  possible(): boolean
  /** Saves a flow and opens it; closed after the test. */
  open(flow: Flow, options?: { width?: number; height?: number; dark?: boolean }): Promise<{ page: Page; saved(): Promise<Flow> }>
}

/** Builds the editor when its sources are newer, and starts one server and one browser for the tests of a file. */
export function anEditor(): EditorUnderTest {
  let browser: Browser | undefined
  let store: Store | undefined
  let server: { url: string; close(): Promise<void> } | undefined

  beforeAll(async () => {
    browser = await openBrowserIfPossible()
    if (!browser) return
    buildEditor()
    store = await openTestEmbedded()
    const config = { ...readConfig({ NODE_ENV: 'test', ...owner }), checkReplies: true }
    const log = createLog('fatal')
    const assembled = await assemble({ config, store, secrets: testSecrets, log, editorFolder: built })
    await ensureOwner(assembled.deps)
    server = { ...(await assembled.listen(0, '127.0.0.1')), close: assembled.close }
  }, 180_000)
  afterEach(async () => {
    for (const context of browser?.contexts() ?? []) await context.close()
  })
  afterAll(async () => {
    await browser?.close()
    await server?.close()
    await store?.close()
  })

  return {
    possible: () => browser !== undefined,
    open: async (flow, { width = 1440, height = 900, dark = false } = {}) => {
      const { url } = server as { url: string }
      const context = await (browser as Browser).newContext({
        viewport: { width, height },
        colorScheme: dark ? 'dark' : 'light',
        reducedMotion: 'reduce',
        permissions: ['clipboard-read', 'clipboard-write'],
      })
      const page = await context.newPage()
      const call = async <T>(method: string, path: string, data?: unknown): Promise<T> => {
        const answer = await context.request.fetch(`${url}/api/v1${path}`, { method, headers: { origin: url }, data })
        if (!answer.ok()) throw new Error(`${method} ${path}: ${answer.status()} ${await answer.text()}`)
        return (await answer.json()) as T
      }
      const me = await call<Me>('POST', '/session', { email: owner.ALUR_OWNER_EMAIL, password: owner.ALUR_OWNER_PASSWORD })
      const workspaceId = me.workspaces[0]?.id
      const made = await call<FlowView>('POST', `/workspaces/${workspaceId}/flows`, { name: flow.name, flow })
      await page.goto(`${url}/w/${workspaceId}/flows/${made.id}`)
      await page.locator('.react-flow__node').first().waitFor()
      return {
        page,
        saved: async () => (await call<FlowView>('GET', `/workspaces/${workspaceId}/flows/${made.id}`)).draft,
      }
    },
  }
}

/** Into a folder of its own and then into place, so that two test files never see half a build. */
function buildEditor(): void {
  const sources = ['editor', 'nodes', 'runtime', 'schemas']
  const newestSource = Math.max(...sources.map((name) => newest(join(root, name))))
  if (existsSync(join(built, 'index.html')) && newestSource < statSync(join(built, 'index.html')).mtimeMs) return
  const fresh = `${built}.${process.pid}`
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['node_modules/vite/bin/vite.js', 'build', '--outDir', fresh, '--emptyOutDir', '--logLevel', 'warn'],
    { cwd: root, encoding: 'utf8' },
  )
  if (status !== 0) throw new Error(`the editor does not build:\n${stdout}${stderr}`)
  rmSync(built, { recursive: true, force: true })
  renameSync(fresh, built)
}

const newest = (folder: string): number =>
  Math.max(
    ...readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => statSync(join(entry.parentPath, entry.name)).mtimeMs),
  )
