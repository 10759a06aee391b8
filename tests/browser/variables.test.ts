import { describe, expect, it } from 'vitest'
import { type Flow, newFlow } from '#schemas/flow.ts'
import { anEditor } from './support/an-editor.ts'

const editor = anEditor()

/** Start → question (keeps `topic`) → a message and a condition that read it; `old_promo` is declared and idle. */
function shop(): Flow {
  const flow = newFlow('Shop')
  flow.languages.offered = ['en', 'zh-Hant']
  flow.variables = [{ name: 'old_promo', type: 'number', sensitive: true }]
  const node = (id: string, type: string, x: number, name: string, config: Record<string, unknown>) =>
    flow.nodes.push({ id, type, position: { x, y: 100 }, data: { name, config } })
  node('ask', 'ask-question', 0, 'Ask for the topic', { text: { en: 'What about?' }, answer: 'text', saveAs: 'topic' })
  node('say', 'send-message', 320, 'Say it back', { text: { en: 'About topic {{ topic }}', 'zh-Hant': '關於 {{ topic }}' } })
  const rule = { path: 'topic', operator: 'is', value: 'topic' }
  node('check', 'condition', 640, 'Is it a return?', { branches: [{ id: 'b', label: 'Returns', match: 'all', rules: [rule] }] })
  node('lost', 'send-message', 640, 'Typed wrong', { text: { en: '{{ topc }}' } })
  flow.nodes.at(-1)!.position.y = 500
  const edge = (source: string, sourceHandle: string, target: string) =>
    flow.edges.push({ id: `${source}:${sourceHandle}`, source, sourceHandle, target })
  edge('start', 'next', 'ask')
  edge('ask', 'valid', 'say')
  edge('say', 'next', 'check')
  edge('check', 'b', 'lost')
  return flow
}

async function open(options?: Parameters<typeof editor.open>[1]) {
  const opened = await editor.open(shop(), options)
  const { page } = opened
  await page.getByRole('button', { name: /^Shop: rename/ }).click()
  await page.getByRole('menuitem', { name: 'Variables' }).click()
  return { ...opened, panel: page.getByRole('region', { name: 'Variables' }) }
}

/** A test that has nothing to do where no Chromium runs. */
const shows = (fact: string, body: () => Promise<void>) =>
  it(fact, async (context) => (editor.possible() ? body() : context.skip()))

describe('the list of variables', () => {
  shows('has those of “save as” too, those nothing sets, and those nothing reads', async () => {
    const { panel } = await open()
    await panel.getByRole('button', { name: /topic Ask for the topic/ }).waitFor()
    const rows = await panel.getByRole('listitem').getByRole('button').allInnerTexts()
    expect(rows.map((row) => row.replace(/\s+/g, ' '))).toEqual([
      'topc nothing sets it As it comes Set 0 Read 1',
      'topic Ask for the topic As it comes Set 1 Read 3',
      'old_promo no value yet Number Set 0 Read 0 Sensitive Unused',
    ])
    await panel.getByText('Unused 1').click()
    await expect.poll(() => panel.getByRole('listitem').count()).toBe(1)
  })

  shows('leads from a variable to each place that sets or reads it', async () => {
    const { page, panel } = await open()
    await panel.getByRole('button', { name: /^topic / }).click()
    await expect
      .poll(() =>
        page
          .locator('.react-flow__node')
          .getByText(/sets it|reads \d/)
          .allInnerTexts(),
      )
      .toEqual(['sets it', 'reads 2', 'reads 1'])
    const detail = panel.getByRole('region', { name: 'topic' })
    await detail.getByRole('button', { name: 'Is it a return?', exact: true }).click()
    await expect.poll(() => page.locator('.react-flow__node.selected').getAttribute('data-id')).toBe('check')
    await panel.getByRole('button', { name: 'Open its setting in Say it back' }).click()
    await page.getByLabel('Name of this node').waitFor()
    await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('TEXTAREA')
  })

  shows('renames a variable everywhere, shows where before it does, and undo brings all of it back', async () => {
    const { page, panel, saved } = await open()
    await panel.getByRole('button', { name: /^topic / }).click()
    const name = panel.getByLabel('Name, everywhere')
    await name.fill('old_promo')
    await panel.getByText('There is another variable called “old_promo”').waitFor()
    await name.fill('subject')
    await expect.poll(() => panel.locator('summary').allInnerTexts()).toEqual(['1 setting', '2 texts', '1 condition'])
    await panel.getByRole('button', { name: 'Rename in 4 places' }).click()
    const configs = async () => Object.fromEntries((await saved()).nodes.map(({ id, data }) => [id, data.config]))
    await expect.poll(configs).toMatchObject({
      ask: { saveAs: 'subject' },
      say: { text: { en: 'About topic {{ subject }}', 'zh-Hant': '關於 {{ subject }}' } },
      check: { branches: [{ rules: [{ path: 'subject', operator: 'is', value: 'topic' }] }] },
    })
    await panel.getByRole('region', { name: 'subject' }).waitFor()
    await page.getByRole('button', { name: 'Undo' }).first().click()
    await expect.poll(async () => (await configs()).ask?.saveAs).toBe('topic')
    expect((await saved()).nodes).toEqual(shop().nodes)
  })

  shows('asks before it shows to everyone what was sensitive', async () => {
    const { page, panel, saved } = await open()
    await panel.getByRole('button', { name: /^old_promo / }).click()
    await panel.getByText('Everyone').click()
    await page.getByRole('button', { name: 'Show it' }).click()
    await expect.poll(async () => (await saved()).variables).toEqual([{ name: 'old_promo', type: 'number', sensitive: false }])
    await panel.getByRole('button', { name: 'Delete' }).click()
    await expect.poll(async () => (await saved()).variables).toEqual([])
  })
})

describe('a loop in which nothing waits', () => {
  shows('is marked on all of its nodes, and one click makes it wait', async () => {
    const flow = shop()
    flow.languages.offered = ['en']
    flow.nodes.find(({ id }) => id === 'lost')!.data.config.text.en = 'Again'
    flow.edges.find(({ id }) => id === 'check:b')!.target = 'say'
    flow.edges.push({ id: 'lost:next', source: 'lost', sourceHandle: 'next', target: 'say' })
    const { page, saved } = await editor.open(flow)
    const strips = page.locator('.react-flow__node').filter({ has: page.locator('[data-problem=error]') })
    await expect
      .poll(() => strips.evaluateAll((cards) => cards.map((card) => card.getAttribute('data-id'))))
      .toEqual(['say', 'check'])
    await page.locator('.react-flow__node[data-id="check"]').getByRole('button', { name: 'Fix' }).click()
    await page.getByRole('menuitem', { name: 'Insert “Question” before “Say it back”' }).click()
    await expect.poll(() => strips.count()).toBe(0)
    await expect.poll(async () => (await saved()).nodes.length).toBe(6)
  })
})
