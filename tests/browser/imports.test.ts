import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { anInbox } from './support/an-inbox.ts'

const file = (name: string, text: string) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) })

it('an owner brings people from a file, sees beforehand what would be, and takes it back', async ({ skip, onTestFinished }) => {
  const inbox = await anInbox()
  if (!inbox) return skip()
  onTestFinished(() => inbox.close())
  const page = await inbox.agent('Ada L.', 'contacts')
  await page.getByRole('link', { name: 'Import', exact: true }).click()
  await page.getByText('No imports yet').waitFor()

  const rows = ['姓名;電話;Wer', '陳大文;9123 4567;阿文', '李美;12;x', '黃小明;9876 5432;']
  await page.locator('input[type=file]').setInputFiles(file('客戶.csv', rows.join('\r\n')))
  await page.getByRole('heading', { name: '客戶.csv' }).waitFor()
  await page.getByText('Tried', { exact: true }).waitFor()
  const refused = page.getByRole('row', { name: /李美 · 12/ })
  await refused.getByText('電話: no phone number (12)').last().waitFor()
  expect(await page.getByRole('combobox', { name: 'Columns are separated by' }).inputValue()).toBe('Semicolon')

  // What a column is, said otherwise, is tried at once.
  await page.getByRole('combobox', { name: 'What “Wer” becomes' }).click()
  await page.getByRole('option', { name: 'Tags', exact: true }).click()
  await page.getByRole('tab', { name: /New/ }).click()
  await page.getByRole('row', { name: /陳大文 · 9123 4567 · 阿文/ }).waitFor()

  const download = page.waitForEvent('download')
  await page.getByRole('tab', { name: /Stay out/ }).click()
  await page.getByRole('button', { name: 'Download the rows that stay out' }).click()
  expect(readFileSync(await (await download).path(), 'utf8')).toContain('李美,12,x,phone: 電話')

  await page.getByRole('button', { name: 'Import 2 people' }).click()
  await page.getByText('Imported', { exact: true }).waitFor()
  const contacts = () => inbox.call<{ count: number }>('GET', `/workspaces/${inbox.workspaceId}/contacts`)
  expect((await contacts()).count).toBe(2)

  await page.setViewportSize({ width: 390, height: 844 })
  await page.getByRole('button', { name: 'Take it back' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Take it back' }).click()
  await page.getByText('2 people were put back.').waitFor()
  expect((await contacts()).count).toBe(0)
  await page.getByRole('link', { name: 'Imports' }).first().click()
  await page.getByRole('row', { name: /客戶\.csv.*Taken back/ }).waitFor()
}, 240_000)

it('an owner takes a file of everybody out of the house', async ({ skip, onTestFinished }) => {
  const inbox = await anInbox()
  if (!inbox) return skip()
  onTestFinished(() => inbox.close())
  await inbox.call('POST', `/workspaces/${inbox.workspaceId}/contacts`, { name: '=1+1 สมชาย', phone: '+85291234567' })
  const page = await inbox.agent('Ada L.', 'contacts/imports')
  await page.getByRole('button', { name: 'Export everybody' }).click()
  for (const column of ['Alur’s id', 'First seen', 'Last seen']) await page.getByRole('checkbox', { name: column }).uncheck()
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Download' }).click()
  const text = readFileSync(await (await download).path(), 'utf8')
  expect(text.split('\r\n').slice(0, 2)).toEqual([
    '\ufeffName,Phone,E-mail,Customer ID,Language,Time zone,Birthday,Stage,Tags,First source,Said STOP',
    "'=1+1 สมชาย,+852 9123 4567,,,,,,,,api,",
  ])

  // What is looked for in the list is what goes out, and so are those who are chosen there.
  await inbox.call('POST', `/workspaces/${inbox.workspaceId}/contacts`, { name: 'Bo', tags: ['VIP'] })
  const list = await inbox.agent('Ada L.', 'contacts?tag=VIP')
  const out = async () => {
    const gone = list.waitForEvent('download')
    await list.getByRole('button', { name: 'Download' }).click()
    return readFileSync(await (await gone).path(), 'utf8')
      .split('\r\n')
      .slice(1, -1)
  }
  await list.getByRole('row', { name: /Bo/ }).waitFor()
  await list.getByRole('button', { name: 'Export', exact: true }).click()
  expect(await out()).toEqual([expect.stringMatching(/^Bo,/)])
  await list.getByRole('checkbox', { name: /Bo/ }).check()
  await list.getByRole('toolbar').getByRole('button', { name: 'Export' }).click()
  expect(await out()).toEqual([expect.stringMatching(/^Bo,/)])
}, 240_000)
