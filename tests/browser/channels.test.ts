import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { pausedTemplate, slotTemplate } from '#tests/fixtures/whatsapp-templates.ts'
import { says } from '#tests/peers/whatsapp/webhooks.ts'
import { seed } from '#tests/support/seed.ts'
import { anInbox, type InboxUnderTest } from './support/an-inbox.ts'
import { screenshotAll } from './support/browser.ts'
import { offences } from './support/offences.ts'

const from = '85291234567'
const refused = 'WhatsApp no longer accepts the channel’s access token.'

const shows = (fact: string, body: (inbox: InboxUnderTest) => Promise<void>) =>
  it(fact, async ({ skip, onTestFinished }) => {
    const inbox = await anInbox()
    if (!inbox) return skip()
    onTestFinished(() => inbox.close())
    await body(inbox)
  }, 240_000)

shows(
  'a channel whose token is refused is seen on the first page, in the chat and on its own page, until a test says that it works',
  async (inbox) => {
    const { peer, webhook } = inbox
    const ada = await inbox.agent('Ada L.', 'flows')
    await ada.getByRole('heading', { name: 'Flows' }).waitFor()
    peer.accepts('another-token')
    await peer.deliver(webhook(), { from, name: 'Hoi Lam W.', at: Date.now(), say: says.text('你好') })
    // By itself: the page was open before.
    const banner = ada.getByRole('alert')
    await banner.getByText(`Yoho General cannot send since`).waitFor()
    expect(await banner.textContent()).toContain(refused)
    await screenshotAll(ada, 'flows-channel-out-of-order')

    const joyce = await inbox.agent('Joyce P.', 'inbox/all')
    await joyce.getByRole('link', { name: /Hoi Lam W\./ }).click()
    const warning = joyce.getByRole('alert')
    await warning.getByText('What you write here is not delivered meanwhile.').waitFor()
    expect(await warning.getByRole('button').count()).toBe(0)
    await screenshotAll(joyce, 'chat-channel-out-of-order')

    await banner.getByRole('button', { name: 'See what to do' }).click()
    const connection = ada.getByRole('region', { name: 'Connection' })
    await connection.getByText('Make a new token for a system user').waitFor()
    await connection.getByText('WhatsApp calls it 190.').waitFor()
    expect(await offences(ada)).toEqual([])
    await screenshotAll(ada, 'channel-out-of-order')
    await ada.getByRole('link', { name: 'Channels' }).first().click()
    await ada.getByRole('cell', { name: /Out of order since/ }).waitFor()
    await ada.getByRole('cell', { name: 'Works' }).waitFor()
    await screenshotAll(ada, 'channels-health')

    await ada.getByRole('link', { name: /Yoho General/ }).click()
    await connection.getByRole('button', { name: 'Test the connection' }).click()
    await connection.getByText('Make a new token for a system user').waitFor()
    // Saving what is right tests it too.
    await ada.getByLabel('Access token').fill('another-token')
    await ada.getByRole('button', { name: 'Save' }).click()
    await connection.getByText('It works: Shop +852 2000 0000').waitFor()
    await expect.poll(() => connection.getByRole('alert').count()).toBe(0)
    await expect.poll(() => joyce.getByRole('alert').count()).toBe(0)
  },
)

shows('an API address that will be refused is refused at its field', async (inbox) => {
  const ada = await inbox.agent('Ada L.', 'settings/channels')
  await ada.getByRole('link', { name: /Yoho General/ }).click()
  await ada.getByLabel('API address').fill('http://graph.facebook.com')
  await ada.getByLabel('Access token').fill(seed.accessToken)
  await ada.getByRole('button', { name: 'Save' }).click()
  const field = ada.getByLabel('API address')
  await expect.poll(() => field.getAttribute('aria-invalid')).toBe('true')
  await ada.getByText('Cannot be used: it must begin with https://, since it is sent a secret').waitFor()
})

shows('what a customer sent is opened in the chat: a photo, a voice message, a file; and what is gone says so', async (inbox) => {
  const { peer, webhook } = inbox
  const png = readFileSync(new URL('../../docs/canvas.png', import.meta.url))
  peer.keeps('photo1', { type: 'image/png', bytes: png })
  peer.keeps('voice1', { type: 'audio/ogg; codecs=opus', bytes: Buffer.from('OggS') })
  peer.keeps('file1', { type: 'text/html', bytes: Buffer.from('<script>alert(1)</script>') })
  const said = [
    { type: 'image', image: { id: 'photo1', mime_type: 'image/png', caption: 'The lid is broken' } },
    { type: 'audio', audio: { id: 'voice1', mime_type: 'audio/ogg; codecs=opus', voice: true } },
    { type: 'document', document: { id: 'file1', mime_type: 'text/html', filename: 'invoice.html' } },
    { type: 'image', image: { id: 'gone1', mime_type: 'image/jpeg' } },
  ]
  for (const say of said) await peer.deliver(webhook(), { from, name: 'Huda M.', at: Date.now(), say })
  const joyce = await inbox.agent('Joyce P.', 'inbox/all')
  await joyce.getByRole('link', { name: /Huda M\./ }).click()
  const log = joyce.getByRole('log', { name: 'Messages' })
  const photo = log.getByRole('img', { name: 'The lid is broken' })
  // Fetched when it is near what one reads.
  await log.locator('[data-kind="image"]').first().scrollIntoViewIfNeeded()
  await photo.waitFor()
  await expect.poll(() => photo.evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth > 0)).toBe(true)
  await log.getByText('The photo is gone: it is kept for a while only. Ask for it again.').waitFor()
  const download = joyce.waitForEvent('download')
  await log.getByRole('button', { name: 'Download: invoice.html' }).click()
  expect((await download).suggestedFilename()).toBe('invoice.html')
  await screenshotAll(joyce, 'chat-files')
  expect(await offences(joyce)).toEqual([])
  await log.getByRole('button', { name: 'Play: Voice message' }).click()
  await log.locator('audio').waitFor()

  // While the vendor does not answer.
  peer.keeps('late1', { type: 'image/png', bytes: png })
  peer.accepts('another-token')
  await peer.deliver(webhook(), { from, at: Date.now(), say: { type: 'image', image: { id: 'late1' } } })
  await log.getByText(/^It could not be fetched\./).waitFor()
  peer.accepts(seed.accessToken)
  await log.getByRole('button', { name: 'Try again' }).click()
  await log.getByRole('img', { name: 'Photo' }).waitFor()
})

shows('when the reply window is closed an agent sends a template, filled in and seen as the customer reads it', async (inbox) => {
  const { peer, webhook } = inbox
  peer.has([slotTemplate, pausedTemplate])
  const late = Date.now() - 25 * 3_600_000
  await peer.deliver(webhook(), { from, name: 'Hoi Lam W.', at: late, say: says.text('When do you come?') })
  const joyce = await inbox.agent('Joyce P.', 'inbox/all')
  await joyce.getByRole('link', { name: /Hoi Lam W\./ }).click()
  await joyce.getByRole('button', { name: 'Take' }).first().click()
  const composer = joyce.getByRole('region', { name: 'Write' })
  await composer.getByText('WhatsApp only allows a template now').waitFor()
  await composer.getByRole('button', { name: 'Send a template' }).click()
  await composer.getByRole('combobox', { name: 'Template' }).click()
  await expect.poll(() => joyce.getByRole('option').allTextContents()).toEqual(['installation_slot · en_US'])
  await joyce.getByRole('option', { name: /installation_slot/ }).click()
  const send = composer.getByRole('button', { name: 'Send template' })
  expect(await send.isDisabled()).toBe(true)
  await composer.getByLabel('In the header: 1').fill('4711')
  await composer.getByLabel('In the text: 1').fill('Hoi Lam')
  await composer.getByLabel('In the text: 2').fill('Monday')
  await composer.getByLabel('End of the address of “Another time”').fill('4711')
  const preview = composer.getByRole('figure', { name: 'What the customer will read' })
  expect(await preview.textContent()).toContain('Hello Hoi Lam, we come on Monday.')
  expect(await offences(joyce)).toEqual([])
  await screenshotAll(joyce, 'composer-template')
  await send.click()
  await joyce.getByRole('log').getByText('Hello Hoi Lam, we come on Monday.').waitFor()
  const sent = await peer.arrived(1)
  expect(sent.at(-1)?.body).toMatchObject({ type: 'template', template: { name: 'installation_slot' } })

  const ada = await inbox.agent('Ada L.', 'settings/channels')
  await ada.getByRole('link', { name: /Yoho General/ }).click()
  const templates = ada.getByRole('region', { name: 'Templates' })
  await templates.getByRole('cell', { name: /^offer/ }).waitFor()
  await templates.getByRole('cell', { name: 'Paused or switched off' }).waitFor()
  peer.has([slotTemplate])
  await templates.getByRole('button', { name: 'Read again' }).click()
  await expect.poll(() => templates.getByRole('cell', { name: /^offer/ }).count()).toBe(0)
  expect(await offences(ada)).toEqual([])
  await screenshotAll(ada, 'channel-templates')
})
