import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ContactDetail } from '#schemas/api/contacts.ts'
import { anInbox, type InboxUnderTest } from './support/an-inbox.ts'
import { log, row, waits } from './support/inbox-page.ts'

let inbox: InboxUnderTest | undefined
beforeAll(async () => {
  inbox = await anInbox()
}, 240_000)
afterAll(() => inbox?.close())

/** A person whom somebody added. */
const added = (shop: InboxUnderTest, contact: object) =>
  shop.call<ContactDetail>('POST', `/workspaces/${shop.workspaceId}/contacts`, contact)
const read = (shop: InboxUnderTest, id: string) =>
  shop.call<ContactDetail>('GET', `/workspaces/${shop.workspaceId}/contacts/${id}`)

describe('the list of people', () => {
  it('what people are looked for by stands in the address, and is there again after going back', { timeout: 60_000 }, async ({
    skip,
  }) => {
    if (!inbox) return skip()
    await added(inbox, { name: 'Hoi Lam W.', phone: '+85251118837', tags: ['Audio'] })
    await added(inbox, { name: 'Rohan K.', email: 'rohan@harbour.example' })
    const page = await inbox.agent('Ada L.', 'contacts')
    await row(page, 'Rohan K.').waitFor()
    await page.getByRole('searchbox', { name: 'Name, phone, e-mail' }).fill('hoi')
    await page.waitForURL(/\?q=hoi$/)
    await row(page, 'Rohan K.').waitFor({ state: 'hidden' })
    await row(page, 'Hoi Lam W.').click()
    await page.getByRole('heading', { name: 'Hoi Lam W.', level: 1 }).waitFor()
    await page.goBack()
    await expect.poll(() => page.getByRole('searchbox').inputValue()).toBe('hoi')
    await row(page, 'Hoi Lam W.').waitFor()
    await page.getByRole('searchbox').fill('nobody of this name')
    await page.getByText('Nobody fits').waitFor()
    await page.getByRole('button', { name: 'Show everybody' }).click()
    await row(page, 'Rohan K.').waitFor()
  })

  it('whoever is added stands on a page of their own, with a phone number as it is dialled at home', { timeout: 60_000 }, async ({
    skip,
  }) => {
    if (!inbox) return skip()
    const page = await inbox.agent('Joyce P.', 'contacts')
    await page.getByRole('button', { name: 'Add a person' }).click()
    await page.getByLabel('Name', { exact: true }).fill('Dana M.')
    await page.getByLabel('Phone', { exact: true }).fill('12')
    await page.getByRole('button', { name: 'Add', exact: true }).click()
    const phone = page.getByRole('dialog').getByLabel('Phone', { exact: true })
    await expect.poll(() => phone.getAttribute('aria-invalid')).toBe('true')
    await phone.fill('+852 5111 2094')
    await page.getByRole('button', { name: 'Add', exact: true }).click()
    await page.getByRole('heading', { name: 'Dana M.', level: 1 }).waitFor()
    await page.getByText('+85251112094').waitFor()
  })

  it('many people get a tag at once', { timeout: 60_000 }, async ({ skip }) => {
    if (!inbox) return skip()
    const one = await added(inbox, { name: 'Chun Fai H.' })
    const other = await added(inbox, { name: 'Fiona M.' })
    const page = await inbox.agent('Ada L.', 'contacts')
    await page.getByRole('checkbox', { name: 'Choose Chun Fai H.' }).check()
    await page.getByRole('checkbox', { name: 'Choose Fiona M.' }).check()
    await page.getByRole('button', { name: 'Tag…' }).click()
    await page.getByRole('dialog').getByLabel('Add', { exact: true }).fill('Installation')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('2 people are being changed').waitFor()
    await expect
      .poll(async () => (await read(inbox as InboxUnderTest, one.id)).tags, { timeout: 20_000 })
      .toEqual(['Installation'])
    await expect
      .poll(async () => (await read(inbox as InboxUnderTest, other.id)).tags, { timeout: 20_000 })
      .toEqual(['Installation'])
    await page
      .getByRole('row', { name: /Fiona M\./ })
      .getByText('Installation')
      .waitFor()
  })

  it('a manager reads the people and changes nobody', { timeout: 60_000 }, async ({ skip }) => {
    if (!inbox) return skip()
    const { id } = await added(inbox, { name: 'Yu Ling C.', phone: '+8613912343309' })
    const page = await inbox.agent('Mo N.', 'contacts')
    await row(page, 'Yu Ling C.').waitFor()
    expect(await page.getByRole('checkbox').count()).toBe(0)
    expect(await page.getByRole('button', { name: 'Add a person' }).count()).toBe(0)
    await page.goto(`${inbox.url}/w/${inbox.workspaceId}/contacts/${id}`)
    await page.getByText('+86 ••• •••• 3309').waitFor()
    expect(await page.getByRole('button', { name: /^Phone/ }).count()).toBe(0)
  })
})

describe('the page of a person', () => {
  it('what is known is changed where it stands, and the history says by whom', { timeout: 60_000 }, async ({ skip }) => {
    if (!inbox) return skip()
    const { id } = await added(inbox, { name: 'Tomas P.' })
    const page = await inbox.agent('Joyce P.', `contacts/${id}`)
    const mail = page.getByRole('button', { name: /^E-mail: / })
    await mail.click()
    const field = page.getByRole('textbox', { name: 'E-mail', exact: true })
    await field.fill('no address')
    await field.press('Enter')
    await page.getByRole('alert').waitFor()
    await field.fill('Tomas@Orbit.example')
    await field.press('Enter')
    await page.getByText('tomas@orbit.example').waitFor()
    // Escape leaves it as it was, and the keyboard is where it began.
    await mail.press('Enter')
    await field.fill('other@orbit.example')
    await field.press('Escape')
    await expect.poll(() => mail.evaluate((button) => button === document.activeElement)).toBe(true)
    await page.getByText('tomas@orbit.example').waitFor()
    await page.getByRole('button', { name: 'Add a tag' }).click()
    await page.getByRole('textbox', { name: 'New tag' }).fill('TV buyer')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Take away the tag TV buyer' }).waitFor()
    await page.getByRole('button', { name: 'More about Tomas P.' }).click()
    await page.getByRole('menuitem', { name: 'Who changed what' }).click()
    await page.getByText('E-mail: tomas@orbit.example').waitFor()
    await page.getByText('Joyce P. (by hand)').first().waitFor()
  })

  it('from a chat one comes to the person, reads what happened, notes a call, and goes back to write', {
    timeout: 60_000,
  }, async ({ skip }) => {
    if (!inbox) return skip()
    await waits(inbox, 'kim', 'Ka Nok T.')
    const page = await inbox.agent('Joyce P.', 'inbox/waiting')
    await row(page, 'Ka Nok T.').click()
    await log(page).waitFor()
    await page.getByRole('link', { name: 'Ka Nok T.', exact: true }).click()
    await page.getByRole('heading', { name: 'Ka Nok T.', level: 1 }).waitFor()
    await page.getByText('Never asked').first().waitFor()
    await page.getByRole('textbox', { name: /^Write a note/ }).fill('Rings back on Monday.')
    await page.getByText('Phone call', { exact: true }).click()
    await page.getByRole('button', { name: 'Keep', exact: true }).click()
    await page.getByRole('listitem').filter({ hasText: 'Phone call' }).getByText('Rings back on Monday.').waitFor()
    await page.getByText('Chats', { exact: true }).click()
    await page.getByText('Rings back on Monday.').waitFor({ state: 'hidden' })
    await page.getByRole('link', { name: 'Write' }).click()
    await log(page).waitFor()
  })

  it('a yes needs its proof, a no does not', { timeout: 60_000 }, async ({ skip }) => {
    if (!inbox) return skip()
    const { id } = await added(inbox, { name: 'Sze Yan L.' })
    const page = await inbox.agent('Joyce P.', `contacts/${id}`)
    await page.getByRole('button', { name: 'Record what they said…' }).click()
    const record = page.getByRole('button', { name: 'Record', exact: true })
    await record.waitFor()
    expect(await record.isDisabled()).toBe(true)
    await page.getByLabel('Proof').fill('The form of 2 May')
    await record.click()
    await page.getByText('The form of 2 May').first().waitFor()
    await page
      .getByRole('button', { name: /^Stop Offers on / })
      .first()
      .click()
    await page
      .getByText(/^Refused/)
      .first()
      .waitFor()
  })

  it('two people are compared and joined, and taken apart again', { timeout: 60_000 }, async ({ skip }) => {
    if (!inbox) return skip()
    const keep = await added(inbox, { name: 'Jia Hui T.', phone: '+85251114471' })
    const other = await added(inbox, { name: 'jiahui.tsang', email: 'jiahui.t@quarry.example' })
    const page = await inbox.agent('Ada L.', `contacts/${keep.id}`)
    await page.getByRole('button', { name: 'Join with…' }).click()
    await page.getByRole('searchbox', { name: 'Name, phone, e-mail' }).fill('jiahui')
    await page.getByRole('button', { name: /jiahui\.tsang/ }).click()
    const names = page.getByRole('group', { name: 'Name' })
    await names.getByRole('radio', { name: 'Jia Hui T.' }).check()
    await page.getByRole('button', { name: 'Join into Jia Hui T.' }).click()
    await page.getByText('jiahui.t@quarry.example').waitFor()
    await page.getByRole('heading', { name: 'Jia Hui T.', level: 1 }).waitFor()
    await page.getByRole('button', { name: 'Take apart…' }).click()
    await page.getByRole('button', { name: 'Take apart', exact: true }).click()
    await page.getByRole('button', { name: 'See it' }).click()
    await page.waitForURL(new RegExp(`/contacts/${other.id}$`))
    await page.getByRole('heading', { name: 'jiahui.tsang', level: 1 }).waitFor()
    expect((await read(inbox, keep.id)).email).toBeUndefined()
  })

  it('who is deleted for good is gone from the list, and only the owner may', { timeout: 60_000 }, async ({ skip }) => {
    if (!inbox) return skip()
    const { id } = await added(inbox, { name: 'Gone G.' })
    const joyce = await inbox.agent('Joyce P.', `contacts/${id}`)
    await joyce.getByRole('button', { name: 'More about Gone G.' }).click()
    await joyce.getByRole('menuitem', { name: 'Who changed what' }).waitFor()
    expect(await joyce.getByRole('menuitem', { name: 'Delete for good…' }).count()).toBe(0)
    const page = await inbox.agent('Ada L.', `contacts/${id}`)
    await page.getByRole('button', { name: 'More about Gone G.' }).click()
    await page.getByRole('menuitem', { name: 'Delete for good…' }).click()
    await page.getByLabel('Type Gone G. to delete it').fill('Gone G.')
    await page.getByRole('button', { name: 'Delete for good', exact: true }).click()
    await page.waitForURL(/\/contacts$/)
    await page.getByText('Gone G. was deleted').waitFor()
    await row(page, 'Gone G.').waitFor({ state: 'hidden' })
    await page.goto(`${inbox.url}/w/${inbox.workspaceId}/contacts/${id}`)
    await page.getByText('This person is not here').waitFor()
  })
})

describe('the settings of contact fields', () => {
  it('a new field and a new stage stand on everybody’s page', { timeout: 60_000 }, async ({ skip }) => {
    if (!inbox) return skip()
    const { id } = await added(inbox, { name: 'Field F.' })
    const page = await inbox.agent('Ada L.', 'settings/contact-fields')
    await page.getByRole('button', { name: 'New field' }).click()
    await page.getByLabel('Field', { exact: true }).fill('Member no.')
    await expect.poll(() => page.getByLabel('Name in flows').inputValue()).toBe('member_no')
    await page.getByRole('button', { name: 'Make field' }).click()
    await page.getByText('contact.fields.member_no').waitFor()
    await page.getByRole('button', { name: 'Add a stage' }).click()
    await page
      .getByRole('textbox', { name: /^Name of stage / })
      .last()
      .fill('Back again')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText(/^Saved /).waitFor()
    await page.goto(`${inbox.url}/w/${inbox.workspaceId}/contacts/${id}`)
    await page.getByRole('button', { name: /^Member no\.: / }).click()
    await page.getByRole('textbox', { name: 'Member no.' }).fill('YH-204418')
    await page.keyboard.press('Enter')
    await page.getByText('YH-204418').waitFor()
    await page.getByRole('button', { name: 'No stage' }).click()
    await page.getByRole('menuitem', { name: 'Back again' }).click()
    await page.getByRole('button', { name: 'Back again' }).waitFor()
    expect(await read(inbox, id)).toMatchObject({ fields: { member_no: 'YH-204418' } })
  })
})
