import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import type { FlowOrder } from '#schemas/api/flow-order.ts'
import type { FlowSummary } from '#schemas/api/flows.ts'
import { type Flow, newFlow } from '#schemas/flow.ts'
import { anEditor } from './support/an-editor.ts'

const editor = anEditor()

/** A test that has nothing to do where no Chromium runs. */
const shows = (fact: string, body: () => Promise<void>) =>
  it(fact, async (context) => (editor.possible() ? body() : context.skip()))

/** Says hello to whoever writes. */
function hello(name: string): Flow {
  const flow = newFlow(name)
  flow.nodes.push({ id: 'hello', type: 'send-message', position: { x: 200, y: 100 }, data: { config: { text: { en: name } } } })
  flow.edges.push({ id: 'e1', source: 'start', sourceHandle: 'next', target: 'hello' })
  return flow
}

const api = (page: Page) =>
  `${new URL(page.url()).origin}/api/v1${new URL(page.url()).pathname.match(/\/w\/[^/]+/)?.[0].replace('/w/', '/workspaces/')}`
const orderOf = async (page: Page): Promise<string[]> => {
  const order: FlowOrder = await (await page.request.get(`${api(page)}/flow-order`)).json()
  return order.flows.map(({ name }) => name)
}
const rowOf = async (page: Page, name: string): Promise<FlowSummary | undefined> => {
  const { items }: { items: FlowSummary[] } = await (await page.request.get(`${api(page)}/flows`)).json()
  return items.find((flow) => flow.name === name)
}
const publish = async (page: Page, version = 1) => {
  await page.getByRole('button', { name: 'Publish…' }).click()
  await page.getByRole('button', { name: `Publish version ${version}` }).click()
  await page.getByText(`Version ${version} is live`).first().waitFor()
}
/** Every flow that another test left live is taken off. */
const alone = async (page: Page) => {
  const { origin } = new URL(page.url())
  const { items }: { items: FlowSummary[] } = await (await page.request.get(`${api(page)}/flows`)).json()
  for (const { id, liveVersion } of items)
    if (liveVersion !== null)
      await page.request.post(`${api(page)}/flows/${id}/unpublish`, {
        data: { version: liveVersion, people: 'finish' },
        headers: { origin },
      })
}
const home = (page: Page) => page.getByRole('link', { name: 'All flows' }).click()
const row = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name })
const menu = async (page: Page, name: string, item: string) => {
  await page.getByRole('button', { name: `Actions for ${name}` }).click()
  await page.getByRole('menuitem', { name: item }).click()
}

describe('going live', () => {
  shows('the first publish without a channel says that nobody can write yet, and leads to adding one', async () => {
    const { page } = await editor.open(hello('Alone'))
    await alone(page)
    await page.getByRole('button', { name: 'Publish…' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('No channel is connected, so nobody can write yet.').waitFor()
    await dialog.getByText('What it answers from then on: Any message.').waitFor()
    await dialog.getByRole('link', { name: 'Add a channel' }).click()
    await page.getByRole('heading', { name: 'Channels' }).waitFor()
  })

  shows(
    'publishing a second flow that takes anything says which one is never reached, and lets it be put otherwise',
    async () => {
      const first = await editor.open(hello('Older'))
      await alone(first.page)
      await publish(first.page)
      const { page } = await editor.open(hello('Newer'))
      await page.getByRole('button', { name: 'Publish…' }).click()
      const dialog = page.getByRole('dialog')
      await dialog.getByText('“Newer” answers first; this one never.').waitFor()
      const rows = dialog.getByRole('listitem').filter({ has: page.getByRole('button', { name: /^Move / }) })
      expect(await rows.locator('strong').allInnerTexts()).toEqual(['Newer', 'Older'])
      await dialog.getByRole('button', { name: /^Move Newer/ }).press('ArrowDown')
      await dialog.getByText('“Older” answers first; this one never.').waitFor()
      await dialog.getByText('Nobody gets it as the order is now.').waitFor()
      expect(await rows.locator('strong').allInnerTexts()).toEqual(['Older', 'Newer'])
      await dialog.getByRole('button', { name: 'Put it before' }).click()
      expect(await rows.locator('strong').allInnerTexts()).toEqual(['Newer', 'Older'])
      await dialog.getByRole('button', { name: /^Move Newer/ }).press('ArrowDown')
      await dialog.getByRole('button', { name: 'Publish version 1' }).click()
      await page.getByText('Version 1 is live').first().waitFor()
      expect(await orderOf(page)).toEqual(['Older', 'Newer'])

      await home(page)
      await row(page, 'Newer').getByText('Never answers').waitFor()
      await page.getByRole('button', { name: /^Move Older/ }).press('ArrowDown')
      await row(page, 'Older').getByText('Never answers').waitFor()
      await row(page, 'Newer').getByText('Live').waitFor()
      await expect.poll(() => orderOf(page)).toEqual(['Newer', 'Older'])
    },
  )

  shows('a flow is paused, lets people in again, and is unpublished from the list', async () => {
    const { page } = await editor.open(hello('Comes and goes'))
    await alone(page)
    await publish(page)
    await home(page)
    await menu(page, 'Comes and goes', 'Pause…')
    await page.getByText('Nobody is inside now.').waitFor()
    await page.getByRole('button', { name: 'Pause', exact: true }).click()
    await row(page, 'Comes and goes').getByText('Paused').waitFor()
    await menu(page, 'Comes and goes', 'Let people in again')
    await row(page, 'Comes and goes').getByText('Live', { exact: true }).waitFor()
    await menu(page, 'Comes and goes', 'Unpublish…')
    await page.getByRole('button', { name: 'Unpublish', exact: true }).click()
    await row(page, 'Comes and goes').getByText('Not published').waitFor()
    expect((await rowOf(page, 'Comes and goes'))?.liveVersion).toBeNull()
  })

  shows('what is changed and not published is counted in the editor and in the list', async () => {
    const { page, saved } = await editor.open(hello('Changing'))
    await alone(page)
    await publish(page)
    await page.locator('.react-flow__node[data-id="hello"] header').click()
    await page.getByLabel('Name of this node').fill('Greeting')
    await page.getByRole('banner').getByText('1 change not live').waitFor()
    expect((await saved()).nodes.find(({ id }) => id === 'hello')?.data.name).toBe('Greeting')
    await home(page)
    await row(page, 'Changing').getByText('1 change not live').waitFor()
  })

  shows('an old version says when it was published, not when the draft was saved', async () => {
    const { page } = await editor.open(hello('Old'))
    await alone(page)
    await publish(page)
    await page.route('**/versions/1', async (route) => {
      const answer = await route.fetch()
      await route.fulfill({ response: answer, json: { ...(await answer.json()), publishedAt: '2025-03-04T09:30:00.000Z' } })
    })
    await page.goto(`${page.url().split('?')[0]}?version=1`)
    await page.getByText(/^Version 1, read only\. Published .*4 Mar/).waitFor()
  })

  shows('the publish dialog names nodes as people know them', async () => {
    const flow = hello('Names')
    const { page } = await editor.open(flow)
    await alone(page)
    await publish(page)
    await page.locator('.react-flow__node[data-id="hello"]').click()
    await page.keyboard.press('Delete')
    await page
      .getByRole('banner')
      .getByText(/changes not live/)
      .waitFor()
    await page.getByRole('button', { name: 'Publish…' }).click()
    const changes = page.getByRole('dialog').locator('section').first()
    await changes.getByText('Message', { exact: true }).waitFor()
    expect(await changes.getByText('send-message').count()).toBe(0)
  })
})
