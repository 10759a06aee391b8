import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll } from 'vitest'
import type { Me } from '#schemas/api/accounts.ts'
import type { FlowView } from '#schemas/api/flows.ts'
import type { Flow } from '#schemas/flow.ts'
import { openBrowserIfPossible } from './browser.ts'
import { startServer } from './start-server.ts'

const owner = { ALUR_OWNER_EMAIL: 'owner@example.org', ALUR_OWNER_PASSWORD: 'correct-horse-battery' }

/** A browser at the built editor on the real server, signed in as the owner. */
export interface EditorUnderTest {
  /** Whether this machine can run a Chromium; without one the tests have nothing to do. */
  possible(): boolean
  /** Saves a flow and opens it; closed after the test. */
  open(flow: Flow, options?: { width?: number; height?: number; dark?: boolean }): Promise<{ page: Page; saved(): Promise<Flow> }>
}

/** Somebody else changes the flow that the page shows, or gives it another name. */
export async function saveAsOther(page: Page, change: string | ((flow: Flow) => Flow)): Promise<void> {
  const { origin, pathname } = new URL(page.url())
  const path = `${origin}${pathname.replace('/w/', '/api/v1/workspaces/')}`
  const { revision, draft } = await (await page.request.get(path)).json()
  const flow = typeof change === 'string' ? { ...draft, name: change } : change(draft)
  await page.request.put(`${path}/draft`, { data: { revision, flow }, headers: { origin } })
}

/** Somebody else's change is saved just before the next draft of the page. */
export const saveAsOtherFirst = (page: Page, change: Parameters<typeof saveAsOther>[1]): Promise<unknown> =>
  page.route(
    '**/draft',
    async (route) => {
      await saveAsOther(page, change)
      await route.continue()
    },
    { times: 1 },
  )

/** Builds the editor when its sources are newer, and starts one server and one browser for the tests of a file. */
export function anEditor(): EditorUnderTest {
  let browser: Browser | undefined
  let server: Awaited<ReturnType<typeof startServer>> | undefined

  beforeAll(async () => {
    browser = await openBrowserIfPossible()
    if (browser) server = await startServer(owner)
  }, 240_000)
  afterEach(async () => {
    for (const context of browser?.contexts() ?? []) await context.close()
  })
  afterAll(async () => {
    await browser?.close()
    await server?.close()
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
