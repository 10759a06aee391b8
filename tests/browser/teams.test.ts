import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { MemberView } from '#schemas/api/members.ts'
import type { Listing } from '#schemas/api/shape.ts'
import type { TeamView } from '#schemas/api/teams.ts'
import { type Flow, newFlow } from '#schemas/flow.ts'
import { anEditor } from './support/an-editor.ts'
import { anInbox, type InboxUnderTest } from './support/an-inbox.ts'
import { row, take, waits } from './support/inbox-page.ts'
import { offences } from './support/offences.ts'

const editor = anEditor()
let inbox: InboxUnderTest | undefined
beforeAll(async () => {
  inbox = await anInbox()
}, 240_000)
afterAll(() => inbox?.close())

/** A test that has nothing to do where no Chromium runs. */
const shows = (fact: string, body: (inbox: InboxUnderTest) => Promise<void>) =>
  it(fact, { timeout: 60_000 }, async (context) => (inbox ? body(inbox) : context.skip()))

const dialogOf = (page: Page) => page.getByRole('dialog')
const teamsOf = async ({ call, workspaceId }: InboxUnderTest) =>
  (await call<Listing<TeamView>>('GET', `/workspaces/${workspaceId}/teams`)).items

/** Picks an option of a field by its name. */
async function pick(page: Page, field: string, option: string) {
  await dialogOf(page).getByLabel(field, { exact: true }).first().click()
  await page.getByRole('option', { name: option }).click()
}

describe('teams', () => {
  shows('have names in any script: one in Arabic runs from the right while it is typed', async (shop) => {
    const page = await shop.agent('Ada L.', 'settings/teams')
    await page.getByRole('button', { name: 'New team' }).click()
    const name = dialogOf(page).getByLabel('Name', { exact: true })
    const runs = () => name.evaluate((field) => getComputedStyle(field).direction)
    await name.fill('دعم العملاء')
    expect(await runs()).toBe('rtl')
    await name.fill('Support')
    expect(await runs()).toBe('ltr')
    await page.context().close()
  })

  shows('are made, changed and deleted on their page, which says what becomes of the chats that wait', async (shop) => {
    const page = await shop.agent('Ada L.', 'settings/teams')
    await page.getByText('No team yet').waitFor()
    await page.getByRole('button', { name: 'New team' }).click()
    await dialogOf(page).getByLabel('Name', { exact: true }).fill('Repairs')
    await pick(page, 'Members', 'Joyce P.')
    await page.keyboard.press('Tab')
    await dialogOf(page).getByRole('button', { name: 'Make team' }).click()
    const repairs = page.getByRole('row', { name: /Repairs/ })
    await repairs.getByText('1 member').waitFor()
    expect(await teamsOf(shop)).toMatchObject([{ id: 'repairs', name: 'Repairs', members: [{ name: 'Joyce P.' }] }])
    expect(await offences(page)).toEqual([])

    await page.getByRole('button', { name: 'Actions for Repairs' }).click()
    await page.getByRole('menuitem', { name: 'Change…' }).click()
    await dialogOf(page).getByLabel('Name', { exact: true }).fill('Workshop')
    await dialogOf(page).getByRole('button', { name: 'Save' }).click()
    await page.getByRole('row', { name: /Workshop/ }).waitFor()
    expect(await teamsOf(shop)).toMatchObject([{ id: 'repairs', name: 'Workshop' }])

    await page.getByRole('button', { name: 'Actions for Workshop' }).click()
    await page.getByRole('menuitem', { name: 'Delete…' }).click()
    await dialogOf(page).getByText('No chat waits for it.').waitFor()
    await dialogOf(page).getByText('No live flow hands over to it.').waitFor()
    await dialogOf(page).getByRole('button', { name: 'Delete team' }).click()
    await page.getByText('No team yet').waitFor()
    expect(await teamsOf(shop)).toEqual([])
  })

  shows('name the live flows that hand over to them, before they are deleted', async (shop) => {
    const { call, workspaceId } = shop
    const team = await call<TeamView>('POST', `/workspaces/${workspaceId}/teams`, { name: 'Service' })
    const page = await shop.agent('Ada L.', 'settings/teams')
    await page.getByRole('button', { name: 'Actions for Service' }).click()
    await page.getByRole('menuitem', { name: 'Delete…' }).click()
    await dialogOf(page).getByText('1 live flow hands chats over to it.', { exact: false }).waitFor()
    await dialogOf(page).getByRole('link', { name: 'Welcome and triage' }).waitFor()
    expect(await offences(page)).toEqual([])
    await call('DELETE', `/workspaces/${workspaceId}/teams/${team.id}`)
  })

  shows('are seen on a phone by an agent, who changes none', async (shop) => {
    const team = await shop.call<TeamView>('POST', `/workspaces/${shop.workspaceId}/teams`, { name: 'Night' })
    const context = await shop.context('Terence W.', { width: 390, height: 844 })
    const page = await context.newPage()
    await page.goto(`${shop.url}/w/${shop.workspaceId}/settings/teams`)
    await page.getByRole('row', { name: /Night/ }).waitFor()
    expect(await page.getByRole('button', { name: /New team|Actions for/ }).count()).toBe(0)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
    await shop.call('DELETE', `/workspaces/${shop.workspaceId}/teams/${team.id}`)
  })

  it('are picked, and made, where a flow hands over', { timeout: 60_000 }, async ({ skip }) => {
    if (!editor.possible) return skip()
    const flow = newFlow('Desk')
    flow.nodes.push({ id: 'hand', type: 'hand-off', position: { x: 320, y: 0 }, data: { name: 'To a person', config: {} } })
    flow.edges.push({ id: 'start:next', source: 'start', sourceHandle: 'next', target: 'hand' })
    const { page, saved } = await editor.open(flow)
    await page.locator(`.react-flow__node[data-id="hand"] header`).click()
    const field = page.getByRole('combobox', { name: 'Team' })
    await field.click()
    await page.getByRole('option', { name: 'New team…' }).click()
    await dialogOf(page).getByLabel('Name', { exact: true }).fill('Front desk')
    await dialogOf(page).getByRole('button', { name: 'Make team' }).click()
    await expect.poll(() => field.inputValue()).toBe('Front desk')
    const teamIn = (known: Flow) => known.nodes.find(({ id }) => id === 'hand')?.data.config.team
    await expect.poll(async () => teamIn(await saved()), { timeout: 10_000 }).toBe('front-desk')
    await page.locator('.react-flow__node-card').getByText('Front desk').waitFor()
  })
})

describe('what somebody sees', () => {
  shows('is said with the invitation, before they are in', async (shop) => {
    const owner = await shop.agent('Ada L.', 'settings/members')
    await owner.getByRole('button', { name: 'Invite', exact: true }).click()
    await dialogOf(owner).getByLabel('E-mail').fill('newcomer@shop.example')
    await dialogOf(owner).getByRole('radio', { name: 'Their own chats' }).click()
    expect(await offences(owner)).toEqual([])
    await dialogOf(owner).getByRole('button', { name: 'Make the link' }).click()
    await dialogOf(owner).getByRole('button', { name: 'Done' }).click()
    const invited = owner.getByRole('row', { name: /newcomer@shop\.example/ })
    await invited.getByText('Their own chats').waitFor()
    // The teams they will be in stand beside it.
    const { call, workspaceId } = shop
    const team = await call<TeamView>('POST', `/workspaces/${workspaceId}/teams`, { name: 'Evenings' })
    const given = { email: 'late@shop.example', role: 'agent', sees: 'teams', teams: [team.id] }
    await call('POST', `/workspaces/${workspaceId}/invitations`, given)
    await owner.reload()
    await owner
      .getByRole('row', { name: /late@shop\.example/ })
      .getByText('Evenings', { exact: true })
      .waitFor()
    await call('DELETE', `/workspaces/${workspaceId}/teams/${team.id}`)
  })

  shows('is none for those without an inbox', async (shop) => {
    const owner = await shop.agent('Ada L.', 'settings/members')
    const terence = owner.getByRole('row', { name: /Terence W\./ })
    await terence.getByText('All chats').waitFor()
    await terence.getByRole('combobox').click()
    await owner.getByRole('option', { name: 'Developer' }).click()
    await terence.getByText('All chats').waitFor({ state: 'detached' })
    await terence.getByRole('combobox').click()
    await owner.getByRole('option', { name: 'Agent', exact: true }).click()
    await terence.getByText('All chats').waitFor()
  })

  shows('is set with the members; a chat that a colleague takes over leaves their list at once', async (shop) => {
    const owner = await shop.agent('Ada L.', 'settings/members')
    await owner.getByRole('button', { name: 'Actions for Joyce P.' }).click()
    await owner.getByRole('menuitem', { name: 'Teams and chats…' }).click()
    await dialogOf(owner).getByRole('radio', { name: 'Their own chats' }).click()
    expect(await offences(owner)).toEqual([])
    await dialogOf(owner).getByRole('button', { name: 'Save' }).click()
    await owner
      .getByRole('row', { name: /Joyce P\./ })
      .getByText('Their own chats')
      .waitFor()

    await waits(shop, 'kim', 'Kim')
    const joyce = await shop.agent('Joyce P.', 'inbox/waiting')
    await take(joyce, 'Kim')
    const { items } = await shop.call<Listing<MemberView>>('GET', `/workspaces/${shop.workspaceId}/members`)
    const from = items.find(({ name }) => name === 'Joyce P.')?.userId
    const chat = new URL(joyce.url()).pathname.split('/').at(-1)
    const terence = await shop.as('Terence W.')
    await terence('POST', `/workspaces/${shop.workspaceId}/conversations/${chat}/take-over`, { from })
    await joyce.getByText('Not a chat of yours').waitFor()
    await expect.poll(() => row(joyce, 'Kim').count()).toBe(0)
    expect(await joyce.getByText('Hello', { exact: true }).count()).toBe(0)
  })
})
