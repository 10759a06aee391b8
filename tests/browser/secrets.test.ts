import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { type Flow, newFlow } from '#schemas/flow.ts'
import { anEditor } from './support/an-editor.ts'

const editor = anEditor()
const key = ['a1B2c3D4', 'e5F6g7H8'].join('')

/** A flow that asks a courier's service, with these settings. */
function asking(config: object): Flow {
  const flow = newFlow('Parcels')
  const call = { method: 'GET', url: 'https://track.courier.example/v2', ...config }
  flow.nodes.push({ id: 'call', type: 'call-http', position: { x: 320, y: 0 }, data: { name: 'Ask the courier', config: call } })
  flow.edges.push({ id: 'start:next', source: 'start', sourceHandle: 'next', target: 'call' })
  return flow
}

const configOf = (flow: Flow) => flow.nodes.find(({ id }) => id === 'call')?.data.config
const at = (page: Page, place: string) => page.goto(page.url().replace(/\/(flows|settings)\/.*$/, place))
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name })

/** Keeps a secret by the dialog that is open. */
async function keep(page: Page, { name, value = key, host }: { name: string; value?: string; host?: string }) {
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name').fill(name)
  await dialog.getByLabel('Value', { exact: true }).fill(value)
  if (host) await dialog.getByLabel('May go only to').fill(host)
  await dialog.getByRole('button', { name: 'Keep secret' }).click()
  await dialog.waitFor({ state: 'detached' })
}

/** A test that has nothing to do where no Chromium runs. */
const shows = (fact: string, body: () => Promise<void>) =>
  it(fact, async (context) => (editor.possible() ? body() : context.skip()))

describe('secrets', () => {
  shows('the page keeps one that nobody can read again, and asks for the value when it is to go to another host', async () => {
    const { page } = await editor.open(asking({}))
    await at(page, '/settings/secrets')
    await page.getByText('A service without a key needs none.').waitFor()
    await button(page, 'New secret').click()
    await keep(page, { name: 'Courier A', host: 'https://Track.Courier.example/v2' })
    const row = page.getByRole('row', { name: /Courier A/ })
    await row.waitFor()
    expect(await row.innerText()).toMatch(/•••• g7H8/)
    expect(await row.innerText()).toContain('track.courier.example')
    expect(await page.content()).not.toContain(key)

    await button(page, 'Actions for Courier A').click()
    await page.getByRole('menuitem', { name: 'Replace or bind anew…' }).click()
    const form = page.getByRole('form', { name: 'Replace Courier A' })
    await form.waitFor()
    await page.locator('input[name=value]:focus').waitFor()
    await form.getByLabel('May go only to').fill('api.courier.example')
    await form.getByLabel('May go only to').press('Enter')
    await form.getByText('Another host: give the value again').waitFor()
    expect(await form.getByRole('button', { name: 'Save hosts' }).isDisabled()).toBe(true)
    await form.getByLabel('New value').fill('another-value-0042')
    await form.getByRole('button', { name: 'Replace' }).click()
    await row.getByText('•••• 0042').waitFor()
    expect(await row.innerText()).toContain('api.courier.example')
  })

  shows('a node offers those that may go where it calls, says of the others where they may go, and makes a new one', async () => {
    const { page, saved } = await editor.open(asking({ headers: [{ name: 'Authorization', value: '' }] }))
    const flow = page.url()
    await at(page, '/settings/secrets')
    await button(page, 'New secret').first().click()
    await keep(page, { name: 'Shop B', host: 'api.shop.example' })
    await page.goto(flow)
    await page.locator('.react-flow__node[data-id="call"] header').click()
    await button(page, 'Use a secret').first().click()
    const shop = page.getByRole('option', { name: /Shop B/ })
    await shop.waitFor()
    expect(await shop.innerText()).toContain('May go only to api.shop.example')
    expect(await shop.getAttribute('data-combobox-disabled')).toBe('true')
    await page.getByRole('option', { name: 'New secret for track.courier.example…' }).click()
    await keep(page, { name: 'Courier B' })
    await button(page, 'Value: the secret Courier B').waitFor()
    const value = { secret: 'Courier B', before: 'Bearer ' }
    await expect.poll(async () => configOf(await saved())?.headers).toEqual([{ name: 'Authorization', value }])
  })

  shows('a key in plain text moves into a secret, and published versions that still hold it are named', async () => {
    const { page, saved } = await editor.open(asking({ url: `https://track.courier.example/v2?api_key=${key}` }))
    await button(page, 'Publish…').click()
    await button(page, 'Publish version 1').click()
    await page.getByText('Version 1 is live').first().waitFor()
    await page.goto(page.url())
    await button(page, /^\d+ problems?$/).click()
    const problem = page.getByRole('listitem').filter({ hasText: 'Holds a key' })
    await problem.getByRole('button').last().click()
    const dialog = page.getByRole('dialog', { name: 'Move into a secret' })
    expect(await dialog.getByLabel('Name').inputValue()).toBe('track.courier.example api_key')
    await dialog.getByLabel('Name').fill('Courier C')
    await dialog.getByRole('button', { name: 'Move' }).click()
    await dialog.getByText('version 1, live').waitFor()
    await dialog.getByRole('button', { name: 'Done' }).click()
    await problem.waitFor({ state: 'detached' })
    await expect
      .poll(async () => configOf(await saved()))
      .toEqual({
        method: 'GET',
        url: 'https://track.courier.example/v2',
        query: [{ name: 'api_key', value: { secret: 'Courier C' } }],
      })
  })
})
