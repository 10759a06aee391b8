import { afterAll, beforeAll, it } from 'vitest'
import { anInbox, type InboxUnderTest } from './support/an-inbox.ts'
import { take, waits } from './support/inbox-page.ts'

let inbox: InboxUnderTest | undefined
beforeAll(async () => {
  inbox = await anInbox()
}, 240_000)
afterAll(() => inbox?.close())

it('whoever looks at the cases sees one open and close by itself', { timeout: 60_000 }, async ({ skip }) => {
  if (!inbox) return skip()
  const cases = await inbox.agent('Mo N.', 'cases')
  await cases.getByText('No cases yet').waitFor()
  await waits(inbox, 'mei', 'Mei C.')
  const mei = cases.getByRole('row', { name: /Mei C\./ })
  await mei.getByText('Open', { exact: true }).last().waitFor()
  const joyce = await inbox.agent('Joyce P.', 'inbox/waiting')
  await take(joyce, 'Mei C.')
  await joyce.getByRole('button', { name: 'Close', exact: true }).click()
  await mei
    .getByText(/^Closed by an agent/)
    .last()
    .waitFor()
  await cases.getByText('Closed', { exact: true }).click()
  await cases.waitForURL(/\?status=closed$/)
  await cases.reload()
  await mei.waitFor()
  await cases.getByText('Open', { exact: true }).first().click()
  await cases.getByText('No such cases').waitFor()
  await cases.getByText('All', { exact: true }).click()
  await cases.setViewportSize({ width: 390, height: 844 })
  await mei.getByText(/^Opened: \d\d:\d\d/).waitFor()
})
