import type { Page } from 'playwright-core'
import type { InboxUnderTest } from './an-inbox.ts'

/** What stands on an agent's page, by its words. */
export const row = (page: Page, name: string) => page.getByRole('link', { name: new RegExp(name) })
export const view = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'Lists of chats' }).getByRole('link', { name })
export const field = (page: Page) => page.getByRole('textbox', { name: /Reply to|Note about/ })
export const log = (page: Page) => page.getByRole('log', { name: 'Messages' })

/** Somebody on the web chat whom the flow hands over. */
export async function mei({ visitor }: InboxUnderTest) {
  const customer = visitor('mei')
  await customer.says('Hello')
  await customer.picks('en', 'English')
  await customer.says('Mei C.')
  await customer.picks('order', 'Track my order')
  await customer.says('41902')
  return customer
}

/** Somebody on the web chat who asks for a person. */
export async function waits({ visitor }: InboxUnderTest, key: string, name: string) {
  const customer = visitor(key)
  await customer.says('Hello')
  await customer.picks('en', 'English')
  await customer.says(name)
  await customer.picks('person', 'Talk to our team')
  return customer
}

/** The chat with this name, taken by the agent of this page. */
export async function take(page: Page, name: string): Promise<void> {
  await row(page, name).click()
  await page.getByRole('button', { name: 'Take' }).last().click()
  await field(page).waitFor()
}

export async function joyceTakes(inbox: InboxUnderTest, name: string): Promise<Page> {
  const joyce = await inbox.agent('Joyce P.', 'inbox/waiting')
  await take(joyce, name)
  return joyce
}
