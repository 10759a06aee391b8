import { expect, it } from 'vitest'
import { newFlow } from '#schemas/flow.ts'
import { anEditor } from './support/an-editor.ts'
import { screenshotAll } from './support/browser.ts'
import { offences } from './support/offences.ts'

const editor = anEditor()

/** One dot. */
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

it('a picture that is uploaded stands in a message in place of an address, and whoever has that sees it', async (context) => {
  if (!editor.possible()) return context.skip()
  const flow = newFlow('Shop')
  flow.nodes.push({
    id: 'lamp',
    type: 'send-message',
    position: { x: 0, y: 100 },
    data: { config: { text: { en: 'Our lamp' } } },
  })
  const { page, saved } = await editor.open(flow)
  await page.locator('.react-flow__node[data-id="lamp"] header').click()
  const panel = page.locator('aside[data-panel]')
  await panel.getByRole('button', { name: 'Add: Picture or file' }).click()
  await panel.getByRole('button', { name: 'Upload a file' }).waitFor()
  const given = (name: string, mimeType: string) => ({ name, mimeType, buffer: png })
  await panel.locator('input[type=file]').setInputFiles(given('page.svg', 'image/svg+xml'))
  await panel.getByText('Files of this kind are not kept here.').waitFor()
  await panel.locator('input[type=file]').setInputFiles(given('lamp.png', 'image/png'))
  await panel.getByText('Files of this kind are not kept here.').waitFor({ state: 'hidden' })
  const media = async () => (await saved()).nodes.find(({ id }) => id === 'lamp')?.data.config.media
  await expect.poll(media).toEqual({ kind: 'image', url: expect.stringMatching(/^\/files\/f[\w-]{22}$/) })
  const { url } = (await media()) as { url: string }
  await panel.locator(`img[src="${url}"]`).waitFor()
  const width = await page.evaluate(async (src) => {
    const picture = new Image()
    picture.src = src
    await picture.decode()
    return picture.naturalWidth
  }, url)
  expect(width).toBe(1)
  expect(await offences(page)).toEqual([])
  await screenshotAll(page, 'message-with-own-file')
})
