import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { says } from '#tests/peers/whatsapp/webhooks.ts'
import { anInbox, type InboxUnderTest } from './support/an-inbox.ts'
import { screenshotAll } from './support/browser.ts'
import { offences } from './support/offences.ts'

/** In a list; a person's name in a thread leads to their page. */
const row = (page: Page, name: string) => page.locator('a[href*="/inbox/"]').filter({ hasText: new RegExp(name) })
const view = (page: Page, name: string) => page.getByRole('navigation', { name: 'Lists of chats' }).getByRole('link', { name })
const field = (page: Page) => page.getByRole('textbox', { name: /Reply to|Note about/ })
const log = (page: Page) => page.getByRole('log', { name: 'Messages' })
const notSent = (page: Page) => log(page).getByText(/^Not sent: /)
const card = (page: Page) => page.getByRole('complementary', { name: 'About this chat' })

/** Somebody on the web chat whom the flow hands over. */
async function mei({ visitor }: InboxUnderTest) {
  const customer = visitor('mei')
  await customer.says('Hello')
  await customer.picks('en', 'English')
  await customer.says('Mei C.')
  await customer.picks('order', 'Track my order')
  await customer.says('41902')
  return customer
}

/** Somebody on WhatsApp whom the flow hands over. */
async function hoiLam({ peer, webhook }: InboxUnderTest) {
  const said = [
    says.text('你好'),
    says.button('zh-Hant', '繁體中文'),
    says.text('Hoi Lam W.'),
    says.button('person', '聯絡我們'),
    says.text('請問呢款耳機仲有冇貨？'),
  ]
  for (const [i, say] of said.entries()) {
    await peer.arrived(i)
    await peer.deliver(webhook(), { from: '85291234567', name: 'Hoi Lam W.', at: Date.now(), say })
  }
}

/** The chat with this name, taken by the agent of this page. */
async function take(page: Page, name: string): Promise<void> {
  await row(page, name).click()
  await page.getByRole('button', { name: 'Take' }).last().click()
  await field(page).waitFor()
}

async function joyceTakes(inbox: InboxUnderTest, name: string): Promise<Page> {
  const joyce = await inbox.agent('Joyce P.', 'inbox/waiting')
  await take(joyce, name)
  return joyce
}

describe('the inbox', () => {
  const shows = (fact: string, body: (inbox: InboxUnderTest) => Promise<void>) =>
    it(fact, async ({ skip, onTestFinished }) => {
      const inbox = await anInbox()
      if (!inbox) return skip()
      onTestFinished(() => inbox.close())
      await body(inbox)
    }, 240_000)

  shows('an empty list says what will be in it', async ({ agent }) => {
    const joyce = await agent('Joyce P.', 'inbox/waiting')
    await joyce.getByText('No chats are waiting').waitFor()
    await joyce.getByText('New ones appear here as soon as a flow hands them over.').waitFor()
  })

  shows('a chat is handed over to a colleague with a note, and a reminder is set in it', async (inbox) => {
    await mei(inbox)
    const terence = await inbox.agent('Terence W.', 'inbox/mine')
    const joyce = await joyceTakes(inbox, 'Mei C.')
    const choose = async (what: string) => {
      await joyce.getByRole('button', { name: 'More actions' }).click()
      await joyce.getByRole('menuitem', { name: what }).click()
    }
    await choose('Remind me…')
    await joyce.getByLabel('Of what').fill('Has the parcel come?')
    await joyce.getByRole('button', { name: 'Remind me', exact: true }).click()
    await log(joyce).getByText('Joyce P. wants to be reminded: Has the parcel come?', { exact: false }).waitFor()
    await choose('Hand over…')
    await joyce.getByRole('combobox', { name: 'To' }).click()
    await joyce.getByRole('option', { name: 'Terence W.' }).click()
    await joyce.getByLabel('Note for them').fill('She waits since Monday')
    await joyce.getByRole('button', { name: 'Hand over', exact: true }).click()
    await log(joyce).getByText('Joyce P. handed this chat over to Terence W.', { exact: false }).waitFor()
    await row(terence, 'Mei C.').getByText('She waits since Monday').waitFor()
    await row(terence, 'Mei C.').click()
    await log(terence).getByText('She waits since Monday').waitFor()
    await terence.getByRole('textbox', { name: /Reply to/ }).waitFor()
  })

  shows('a chat is handed over to a team, and given back to whoever takes it', async (inbox) => {
    await inbox.call('POST', `/workspaces/${inbox.workspaceId}/teams`, { name: 'Refunds' })
    await mei(inbox)
    const terence = await inbox.agent('Terence W.', 'inbox/waiting')
    const joyce = await joyceTakes(inbox, 'Mei C.')
    const handOver = async (from: typeof joyce, to: string) => {
      await from.getByRole('button', { name: 'More actions' }).click()
      await from.getByRole('menuitem', { name: 'Hand over…' }).click()
      await from.getByRole('combobox', { name: 'To' }).click()
      await from.getByRole('option', { name: to }).click()
      await from.getByRole('button', { name: 'Hand over', exact: true }).click()
    }
    await handOver(joyce, 'Refunds')
    await log(joyce).getByText('Joyce P. handed this chat over to Refunds', { exact: false }).waitFor()
    await row(terence, 'Mei C.').click()
    await terence.getByRole('button', { name: 'Take', exact: true }).first().click()
    await terence.getByRole('textbox', { name: /Reply to/ }).waitFor()
    await handOver(terence, 'Not assigned: whoever takes it')
    await terence.getByText('Take this chat to answer.').waitFor()
  })

  shows('a chat that the flow hands over appears by itself, with what the customer told', async (inbox) => {
    await inbox.call('POST', `/workspaces/${inbox.workspaceId}/teams`, { name: 'Service' })
    const joyce = await inbox.agent('Joyce P.', 'inbox/waiting')
    await joyce.getByText('No chats are waiting').waitFor()
    await mei(inbox)
    await row(joyce, 'Mei C.').click()
    await expect.poll(() => joyce.title()).toBe('(1) Inbox · Alur')
    await expect
      .poll(() => card(joyce).getByRole('definition').allTextContents())
      .toEqual(['English', 'Mei C.', 'Track my order', '41902'])
    await card(joyce).getByText('Order 41902: the customer asks for a person.').waitFor()
    await log(joyce).getByText('Flow “Welcome and triage”, version 1', { exact: false }).waitFor()
    await log(joyce).getByText('Handed to Service', { exact: false }).waitFor()
    expect(await log(joyce).locator('[data-chosen]').allTextContents()).toEqual(['Englishchosen', 'Track my orderchosen'])
  })

  shows('nobody answers before taking the chat', async (inbox) => {
    await mei(inbox)
    const joyce = await inbox.agent('Joyce P.', 'inbox/waiting')
    await row(joyce, 'Mei C.').click()
    await joyce.getByText('Take this chat to answer.').waitFor()
    expect(await field(joyce).count()).toBe(0)
    await joyce.getByRole('button', { name: 'Take' }).last().click()
    await field(joyce).waitFor()
    await log(joyce)
      .getByText(/taken by Joyce P\. at/)
      .waitFor()
    await expect.poll(() => new URL(joyce.url()).pathname).toMatch(/inbox\/mine\//)
  })

  shows('a second agent sees whose it is at once and cannot answer, but leave a note', async (inbox) => {
    const customer = await mei(inbox)
    const terence = await inbox.agent('Terence W.', 'inbox/waiting')
    await row(terence, 'Mei C.').click()
    const joyce = await joyceTakes(inbox, 'Mei C.')
    await terence.getByText('Joyce P. answers this chat. You can leave a note.').waitFor()
    expect(await field(terence).count()).toBe(0)
    expect(await terence.getByRole('button', { name: 'Take', exact: true }).count()).toBe(0)
    await terence.getByRole('button', { name: 'Note', exact: true }).click()
    await field(terence).fill('The lift was out of order')
    await terence.getByRole('button', { name: 'Add note' }).click()
    await log(joyce).getByText('Note by Terence W.', { exact: false }).waitFor()
    expect(await customer.sees()).not.toContain('The lift was out of order')
  })

  shows('a chat of a colleague who is away is taken over, and the thread says from whom', async (inbox) => {
    await mei(inbox)
    const terence = await inbox.agent('Terence W.', 'inbox/waiting')
    await take(terence, 'Mei C.')
    const joyce = await inbox.agent('Joyce P.', 'inbox/all')
    await row(joyce, 'Mei C.').click()
    await joyce.getByRole('button', { name: 'Take over…' }).click()
    await joyce.getByRole('dialog', { name: 'Take over from Terence W.?' }).getByRole('button', { name: 'Take over' }).click()
    await field(joyce).waitFor()
    await log(terence).getByText('Joyce P. took over from Terence W.', { exact: false }).waitFor()
  })

  shows('an answer is shown at once and reaches the customer', async (inbox) => {
    const customer = await mei(inbox)
    const joyce = await joyceTakes(inbox, 'Mei C.')
    await field(joyce).fill('I am sorry about yesterday, Mei.')
    await field(joyce).press('Enter')
    await field(joyce).pressSequentially('The courier can come back tonight. Is that good for you?')
    await field(joyce).press('Control+Enter')
    await log(joyce).getByText('Is that good for you?', { exact: false }).waitFor()
    await expect
      .poll(async () => (await customer.sees()).at(-1))
      .toBe('I am sorry about yesterday, Mei.\nThe courier can come back tonight. Is that good for you?')
    await expect.poll(() => field(joyce).inputValue()).toBe('')
  })

  shows('what the customer writes then appears in the thread and on the row, and the flow keeps quiet', async (inbox) => {
    const customer = await mei(inbox)
    const joyce = await joyceTakes(inbox, 'Mei C.')
    const seen = await customer.sees()
    await customer.says('I already told the bot twice')
    await log(joyce).getByText('I already told the bot twice').waitFor()
    await row(joyce, 'I already told the bot twice').waitFor()
    expect(await customer.sees()).toEqual(seen)
  })

  shows('a WhatsApp answer shows how far it came, or the vendor’s refusal in its own words', async (inbox) => {
    await hoiLam(inbox)
    const joyce = await joyceTakes(inbox, 'Hoi Lam W.')
    await joyce.getByText(/You can reply freely for 23 h 59 min/).waitFor()
    await field(joyce).fill('有貨，今日可以寄出')
    await joyce.getByRole('button', { name: 'Send', exact: true }).click()
    await log(joyce).getByText('Read', { exact: true }).last().waitFor()

    inbox.peer.failNext(131026)
    await field(joyce).fill('還有別的可以幫您嗎？')
    await joyce.getByRole('button', { name: 'Send', exact: true }).click()
    await notSent(joyce).waitFor()
    await screenshotAll(joyce, 'inbox-failed')
  })

  shows('keys lead from chat to chat and between reply and note', async (inbox) => {
    await mei(inbox)
    await hoiLam(inbox)
    const joyce = await joyceTakes(inbox, 'Mei C.')
    await view(joyce, 'Not assigned').click()
    await take(joyce, 'Hoi Lam W.')
    await row(joyce, 'Mei C.').waitFor()
    await joyce.keyboard.press('Alt+j')
    await joyce.getByRole('heading', { name: 'Mei C.', level: 2 }).waitFor()
    await joyce.keyboard.press('Alt+p')
    await expect.poll(() => field(joyce).getAttribute('aria-label')).toBe('Note about Mei C.')
    await joyce.keyboard.type('Draft of a note')
    await joyce.keyboard.press('Alt+l')
    await expect.poll(() => field(joyce).inputValue()).toBe('')
    await joyce.keyboard.press('Alt+k')
    await joyce.getByRole('heading', { name: 'Hoi Lam W.', level: 2 }).waitFor()
    await row(joyce, 'Hoi Lam W.').focus()
    await joyce.keyboard.press('ArrowDown')
    await joyce.keyboard.press('Enter')
    await joyce.getByRole('heading', { name: 'Mei C.', level: 2 }).waitFor()
    await joyce.keyboard.press('Alt+p')
    await expect.poll(() => field(joyce).inputValue()).toBe('Draft of a note')
  })

  shows('looks as designed, without a barrier that axe can find', async (inbox) => {
    await mei(inbox)
    await hoiLam(inbox)
    const joyce = await joyceTakes(inbox, 'Mei C.')
    await view(joyce, 'Not assigned').click()
    await take(joyce, 'Hoi Lam W.')
    inbox.peer.failNext(131026)
    await field(joyce).fill('還有別的可以幫您嗎？')
    await field(joyce).press('Control+Enter')
    await notSent(joyce).waitFor()
    await field(joyce).fill('You can rely on 19:00 to 21:00 tonight. I will write to you as soon as the driver leaves our shop')
    await screenshotAll(joyce, 'inbox')
    expect(await offences(joyce)).toEqual([])
    await joyce.setViewportSize({ width: 390, height: 844 })
    expect(await offences(joyce)).toEqual([])
    await joyce.getByRole('link', { name: 'Back to the list' }).click()
    await screenshotAll(joyce, 'inbox-list')
  })

  shows('a chat that is handed back is the flow’s again: it begins at once, and answers the next message', async (inbox) => {
    const customer = await mei(inbox)
    const joyce = await joyceTakes(inbox, 'Mei C.')
    await joyce.getByRole('button', { name: 'Back to the flow' }).click()
    await log(joyce).getByText('Given back to the flow by Joyce P.', { exact: false }).waitFor()
    await joyce.getByText('The flow answers. Take this chat to answer yourself.').waitFor()
    await expect.poll(() => view(joyce, 'With a flow').textContent()).toBe('With a flow1')
    await expect.poll(() => log(joyce).getByText('What is your name?').count()).toBe(2)
    expect((await customer.sees()).at(-1)).toBe('What is your name?')
    await customer.says('Mei again')
    await log(joyce).getByText('Hi Mei again, how can we help you today?').waitFor()
  })

  shows('a chat that is closed is found under Closed, opened again under Mine, and on a phone closed once', async (inbox) => {
    await mei(inbox)
    const joyce = await joyceTakes(inbox, 'Mei C.')
    await joyce.getByRole('button', { name: 'Close', exact: true }).click()
    await joyce.getByText('No chats are yours').waitFor()
    await joyce.getByText('This chat is closed. Open it again to write.').waitFor()
    const terence = await inbox.agent('Terence W.', 'inbox/closed')
    await row(terence, 'Mei C.').click()
    await log(terence).getByText('Closed by Joyce P.', { exact: false }).waitFor()

    await terence.getByRole('button', { name: 'Open again' }).last().click()
    await log(terence).getByText('Opened again by Terence W.', { exact: false }).waitFor()
    await expect.poll(() => terence.getByRole('button', { name: 'Open again' }).count()).toBe(0)
    let answer = () => {}
    const held = new Promise<void>((resolve) => (answer = resolve))
    await terence.route('**/close', (route) => held.then(() => route.continue()))
    await terence.setViewportSize({ width: 390, height: 844 })
    await terence.getByRole('button', { name: 'Close', exact: true }).click()
    for (const name of ['Close', 'More actions'])
      await expect.poll(() => terence.getByRole('button', { name, exact: true }).isDisabled()).toBe(true)
    answer()
    await terence.getByRole('button', { name: 'Close', exact: true }).waitFor({ state: 'detached' })
    await terence.setViewportSize({ width: 1440, height: 900 })
    await row(terence, 'Mei C.').waitFor({ state: 'detached' })
  })

  shows('of two who take a chat one gets it, and the other reads who', async (inbox) => {
    await mei(inbox)
    const joyce = await inbox.agent('Joyce P.', 'inbox/waiting')
    const deaf = await inbox.agent('Terence W.', 'inbox/waiting', { live: false })
    for (const page of [deaf, joyce]) {
      await row(page, 'Mei C.').click()
      await page.getByText('Take this chat to answer.').waitFor()
    }
    await joyce.getByRole('button', { name: 'Take' }).last().click()
    await field(joyce).waitFor()
    await deaf.getByRole('button', { name: 'Take' }).last().click()
    await deaf.getByRole('alert').getByText('Joyce P. answers this chat now.').waitFor()
    await deaf.getByText('Joyce P. answers this chat. You can leave a note.').waitFor()
  })

  shows('what is written without a connection is kept, sent when it is back, and what was missed is caught up', async (inbox) => {
    const customer = await mei(inbox)
    const joyce = await joyceTakes(inbox, 'Mei C.')
    await joyce.context().setOffline(true)
    await joyce.getByText('Offline. Your changes are kept here.').waitFor()
    await field(joyce).fill('We send you the screws today')
    await field(joyce).press('Control+Enter')
    await log(joyce).getByText('Waiting for a connection.').waitFor()
    await customer.says('The bracket arrived without screws')
    await screenshotAll(joyce, 'inbox-offline')
    await joyce.context().setOffline(false)
    await log(joyce).getByText('The bracket arrived without screws').waitFor()
    await expect.poll(async () => (await customer.sees()).at(-1)).toBe('We send you the screws today')
    await expect.poll(() => log(joyce).getByText('We send you the screws today').count()).toBe(1)
  })

  shows('what the server refuses stays where it was written, and can be sent again', async (inbox) => {
    const customer = await mei(inbox)
    const joyce = await joyceTakes(inbox, 'Mei C.')
    const unavailable = { error: { code: 'unavailable', message: 'The store does not answer. Try again in a moment.' } }
    await joyce.route('**/reply', (route) => route.fulfill({ status: 503, json: unavailable }), { times: 1 })
    await field(joyce).fill('They arrive on Monday')
    await field(joyce).press('Control+Enter')
    await log(joyce).getByText('Not sent: The store does not answer. Try again in a moment.').waitFor()
    await log(joyce).getByRole('button', { name: 'Try again' }).click()
    await expect.poll(async () => (await customer.sees()).at(-1)).toBe('They arrive on Monday')
    await expect
      .poll(() =>
        log(joyce)
          .getByText(/^Not sent/)
          .count(),
      )
      .toBe(0)
  })

  shows('a customer who asked not to be written to has it on the card', async (inbox) => {
    const customer = await mei(inbox)
    const joyce = await joyceTakes(inbox, 'Mei C.')
    await customer.says('STOP')
    await card(joyce).getByText('Asked not to be written to').waitFor()
    expect(await offences(joyce)).toEqual([])
  })

  shows('a manager reads and does not answer', async (inbox) => {
    await mei(inbox)
    const mo = await inbox.agent('Mo N.', 'inbox/all')
    await row(mo, 'Mei C.').click()
    await mo.getByText('Your role reads chats and does not answer them.').waitFor()
    expect(await mo.getByRole('button', { name: /Take|Close/ }).count()).toBe(0)
  })

  shows('what a customer wrote is found by its words, and opens where it was said', async (inbox) => {
    await mei(inbox)
    const joyce = await inbox.agent('Joyce P.', 'inbox/all')
    await row(joyce, 'Mei C.').waitFor()
    await joyce.getByRole('button', { name: 'Search all chats' }).click()
    await joyce.getByRole('searchbox', { name: 'Search all chats' }).fill('no such word')
    await joyce.getByText('Nothing found').waitFor()
    await joyce.getByRole('searchbox', { name: 'Search all chats' }).fill('4190')
    const found = joyce.getByRole('region', { name: 'What was found' }).getByRole('link')
    await found.getByText('41902').waitFor()
    expect(await found.locator('mark').allTextContents()).toEqual(['41902'])
    await screenshotAll(joyce, 'inbox-search')
    expect(await offences(joyce)).toEqual([])
    await found.click()
    await log(joyce).locator('[data-found]').getByText('41902').waitFor()
    await joyce.keyboard.press('Escape')
    await joyce.getByRole('button', { name: 'End the search' }).click()
    await row(joyce, 'Mei C.').waitFor()
  })
})
