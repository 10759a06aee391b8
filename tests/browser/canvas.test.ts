import { describe, expect, it } from 'vitest'
import { type Flow, newFlow } from '#schemas/flow.ts'
import { driveCanvas } from '#tests/support/canvas-driver.ts'
import { renameNode, setConfig, setFlowName } from '../../editor/document/edits.ts'
import { anEditor, saveAsOther, saveAsOtherFirst } from './support/an-editor.ts'

const editor = anEditor()

/** Start → menu with two options; "Orders" leads to a message. */
function smallFlow(): Flow {
  const flow = newFlow('Small')
  const options = ['Orders', 'Returns'].map((label) => ({ id: label.toLowerCase(), label: { en: label } }))
  flow.nodes.push(
    {
      id: 'menu',
      type: 'menu',
      position: { x: 0, y: 100 },
      data: { name: 'Topics', config: { text: { en: 'What about?' }, options } },
    },
    {
      id: 'orders',
      type: 'send-message',
      position: { x: 320, y: 100 },
      data: { name: 'About orders', config: { text: { en: 'On its way.' } } },
    },
  )
  flow.edges.push(
    { id: 'start:next', source: 'start', sourceHandle: 'next', target: 'menu' },
    { id: 'menu:orders', source: 'menu', sourceHandle: 'orders', target: 'orders' },
  )
  return flow
}

async function open(flow = smallFlow(), options?: Parameters<typeof editor.open>[1]) {
  const { page, saved } = await editor.open(flow, options)
  return { ...driveCanvas(page), draft: saved }
}

async function openToRename() {
  const opened = await open()
  const rename = async (name: string) => {
    await opened.select('Topics')
    await opened.press('F2')
    await opened.page.getByRole('textbox', { name: 'Name of this node' }).first().fill(name)
    await opened.press('Enter')
  }
  return { ...opened, rename }
}

/** A test that has nothing to do where no Chromium runs. */
const shows = (fact: string, body: () => Promise<void>) =>
  it(fact, async (context) => (editor.possible() ? body() : context.skip()))

describe('the canvas', () => {
  shows('a type that is dragged from the palette becomes a node under the pointer, selected and saved', async () => {
    const { dragFromPalette, free, titles, card, page, saved, draft } = await open()
    await dragFromPalette('Question', await free(0.5, 0.6))
    expect(await titles()).toContain('Question')
    await expect.poll(() => card('Question').getAttribute('class')).toContain('selected')
    await page
      .getByText('Saving…')
      .or(page.getByText(/^Draft saved/))
      .waitFor()
    await expect
      .poll(async () => (await draft()).nodes.map((node) => node.type))
      .toEqual(['start', 'menu', 'send-message', 'ask-question'])
    await saved()
  })

  shows('a type that is dropped on an edge goes into its middle', async () => {
    const { dragFromPalette, page, lines } = await open()
    const box = await page.locator('[data-id="menu:orders"] path').first().boundingBox()
    if (!box) throw new Error('no edge')
    await dragFromPalette('Message', { x: box.x + box.width / 2, y: box.y + box.height / 2 })
    expect(await lines()).toEqual([
      'From A customer writes, Next, to Topics',
      'From Message, Next, to About orders',
      'From Topics, Orders, to Message',
    ])
  })

  shows('an edge that is drawn to a card connects the two, and one gesture is one undo', async () => {
    const { draw, drag, lines, press, select } = await open()
    await draw('Topics', 'Returns', 'About orders')
    expect(await lines()).toContain('From Topics, Returns, to About orders')
    await drag('About orders', { x: 120, y: 80 })
    await select('Topics')
    await press('ControlOrMeta+z')
    expect(await lines()).toContain('From Topics, Returns, to About orders')
    await press('ControlOrMeta+z')
    expect(await lines()).not.toContain('From Topics, Returns, to About orders')
    await press('ControlOrMeta+Shift+z')
    expect(await lines()).toContain('From Topics, Returns, to About orders')
  })

  shows('the edges stay when a node is chosen and the view is fitted under half size', async () => {
    const flow = smallFlow()
    flow.nodes.push({
      id: 'far',
      type: 'send-message',
      position: { x: 6000, y: 2400 },
      data: { name: 'Far away', config: { text: { en: 'Here.' } } },
    })
    const { select, press, lines, page, card } = await open(flow)
    const before = await lines()
    await select('Topics')
    await press('1')
    await page.locator('[data-zoom="tiny"]').waitFor()
    await card('Far away').waitFor()
    await page.getByRole('button', { name: 'Close' }).first().click()
    await press('1')
    expect(await lines()).toEqual(before)
    // Out of sight and back: React Flow measures the far cards anew.
    await page.mouse.move(700, 450)
    for (const way of [-1, 1]) {
      for (let i = 0; i < 8; i++) await page.mouse.wheel(400 * way, 0)
      if (way < 0) await expect.poll(() => card('Topics').count()).toBe(0)
    }
    await card('Topics').waitFor()
    await expect.poll(lines).toEqual(before)
  })

  shows('an edge that ends on the empty canvas asks what comes next and connects it', async () => {
    const { draw, free, page, lines } = await open()
    await draw('Topics', 'Returns', await free(0.5, 0.75))
    await page.getByPlaceholder('Search nodes').last().fill('end')
    await page.keyboard.press('Enter')
    await expect.poll(lines).toContain('From Topics, Returns, to End')
  })

  shows('a card that is dropped on an edge is inserted there', async () => {
    const flow = smallFlow()
    flow.nodes.push({
      id: 'tip',
      type: 'send-message',
      position: { x: 320, y: 420 },
      data: { name: 'A tip', config: { text: { en: 'Tip' } } },
    })
    const { page, middle, card, lines, drag } = await open(flow)
    const box = await page.locator('[data-id="menu:orders"] path').first().boundingBox()
    if (!box) throw new Error('no edge')
    const from = await middle(card('A tip').getByRole('heading'))
    await drag('A tip', { x: box.x + box.width / 2 - from.x, y: box.y + box.height / 2 - from.y })
    expect((await lines()).join()).toContain('From Topics, Orders, to A tip')
  })

  shows('copy and paste carry nodes with their edges into another flow', async () => {
    const first = await open()
    await first.select('Topics', 'About orders')
    await first.press('ControlOrMeta+c')
    const text = await first.page.evaluate(() => navigator.clipboard.readText())
    expect(JSON.parse(text).nodes.map((node: { id: string }) => node.id)).toEqual(['menu', 'orders'])

    const second = await open(newFlow('Other'))
    await second.page.evaluate((copied) => navigator.clipboard.writeText(copied), text)
    const { x, y } = await second.free(0.4, 0.4)
    await second.page.mouse.click(x, y)
    await second.press('ControlOrMeta+v')
    await expect.poll(second.titles).toEqual(['A customer writes', 'Topics', 'About orders'])
    expect(await second.lines()).toEqual(['From Topics, Orders, to About orders'])
  })

  shows('the keyboard alone adds, names, connects, walks and deletes', async () => {
    const { page, press, select, titles, lines, card } = await open()
    await select('About orders')
    await press('Tab')
    await page.keyboard.type('question')
    await press('Enter')
    await expect.poll(lines).toContain('From About orders, Next, to Question')
    await expect.poll(() => card('Question').evaluate((node) => node === document.activeElement)).toBe(true)
    await press('F2')
    await page.locator('.react-flow__node input').waitFor()
    await page.keyboard.type('Order number')
    await press('Enter')
    await expect.poll(titles).toContain('Order number')
    await press('ArrowLeft')
    await expect.poll(() => card('About orders').getAttribute('class')).toContain('selected')
    await press('ArrowRight')
    await expect.poll(() => card('Order number').getAttribute('class')).toContain('selected')
    await press('ControlOrMeta+Delete')
    await expect.poll(titles).not.toContain('Order number')
    await press('Shift+Slash')
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor()
  })

  shows(
    'a node is named in its settings where its card has no room; a card that gets too small keeps what was typed',
    async () => {
      const { page, press, select, titles, free, draft } = await open()
      const focused = () => page.evaluate(() => document.activeElement?.closest('aside[data-panel]') !== null)
      await select('Topics')
      await press('F2')
      await page.locator('.react-flow__node input').fill('Subjects')
      const { x, y } = await free(0.5, 0.6)
      await page.mouse.move(x, y)
      await page.keyboard.down('Control')
      for (let turn = 0; turn < 8; turn += 1) await page.mouse.wheel(0, 100)
      await page.keyboard.up('Control')
      await expect.poll(async () => (await draft()).nodes.map(({ data }) => data.name)).toContain('Subjects')
      await select('About orders')
      await press('F2')
      await expect.poll(focused).toBe(true)
      await page.keyboard.type('Parcels')
      await press('Enter')
      await select('A customer writes')
      await press('F2')
      await expect.poll(focused).toBe(true)
      await page.keyboard.type('Hello')
      await press('Enter')
      await expect.poll(titles).toEqual(['Hello', 'Subjects', 'Parcels'])
      await press('0')
      await page.getByText('On its way.').waitFor()
      expect(await page.locator('.react-flow__node input').count()).toBe(0)
    },
  )

  shows('a note that was just added is written on; later only when somebody asks for it', async () => {
    const flow = smallFlow()
    flow.notes.push({ id: 'empty', text: '', position: { x: 0, y: 520 } })
    const { page, press, free, draft } = await open(flow)
    const field = page.getByRole('textbox', { name: 'Note' })
    await page.getByText('Empty note').waitFor()
    expect(await field.count()).toBe(0)
    const { x, y } = await free(0.7, 0.7)
    await page.mouse.click(x, y, { button: 'right' })
    await page.getByRole('menuitem', { name: 'Add a note' }).click()
    await expect.poll(() => field.evaluate((area) => area === document.activeElement)).toBe(true)
    await page.keyboard.type('Ask')
    await press('Escape')
    await field.waitFor({ state: 'detached' })
    await press('Enter')
    await field.waitFor()
    await press('End')
    await page.keyboard.type(' the shop')
    await press('Escape')
    await expect.poll(async () => (await draft()).notes.map(({ text }) => text)).toEqual(['', 'Ask the shop'])
    await expect.poll(() => page.evaluate(() => document.activeElement?.classList.contains('react-flow__node-note'))).toBe(true)
  })

  shows('a node opens its settings when it is chosen; a note has none', async () => {
    const flow = smallFlow()
    flow.notes.push({ id: 'note', text: 'Ask the shop', position: { x: 0, y: 520 } })
    const { page, select } = await open(flow)
    const panel = page.locator('aside[data-panel]')
    await select('Topics')
    await panel.waitFor()
    await page.getByText('Ask the shop').click()
    await panel.waitFor({ state: 'detached' })
    await select('Topics')
    await panel.waitFor()
  })

  shows('the keyboard alone takes a line away and puts a node into one', async () => {
    const { page, press, select, lines } = await open()
    const dialog = page.getByRole('dialog', { name: 'Connect to…' })
    const from = async (output: string, target: string) => {
      await dialog.getByRole('combobox', { name: 'From the output' }).click()
      await page.getByRole('option', { name: output }).click()
      await expect.poll(() => dialog.getByRole('combobox', { name: 'To the node' }).inputValue()).toBe(target)
    }
    await select('Topics')
    await press('c')
    await from('Orders', 'About orders')
    await dialog.getByRole('button', { name: 'Insert a node here' }).press('Enter')
    await page.keyboard.type('question')
    await press('Enter')
    const start = 'From A customer writes, Next, to Topics'
    const into = 'From Topics, Orders, to Question'
    await expect.poll(lines).toEqual([start, 'From Question, Answered, to About orders', into])
    await select('Question')
    await press('c')
    await from('Answered', 'About orders')
    await dialog.getByRole('button', { name: 'Lead nowhere' }).press('Enter')
    await dialog.getByRole('button', { name: 'Disconnect' }).press('Enter')
    await expect.poll(lines).toEqual([start, into])
  })

  shows('deleting with the way kept joins what was before to what was after', async () => {
    const flow = smallFlow()
    flow.nodes.push({ id: 'end', type: 'end', position: { x: 640, y: 100 }, data: { config: {} } })
    flow.edges.push({ id: 'orders:next', source: 'orders', sourceHandle: 'next', target: 'end' })
    const { select, press, draft } = await open(flow)
    await select('About orders')
    await press('ControlOrMeta+Delete')
    await expect
      .poll(async () => (await draft()).edges.map(({ source, sourceHandle, target }) => [source, sourceHandle, target]))
      .toEqual([
        ['start', 'next', 'menu'],
        ['menu', 'orders', 'end'],
      ])
  })

  shows('typing in a field never reaches the canvas', async () => {
    const { page, select, titles, press } = await open()
    await select('Topics')
    await page.getByPlaceholder('Search nodes').fill('menu')
    await press('ControlOrMeta+a')
    await press('Delete')
    await press('0')
    expect(await titles()).toEqual(['A customer writes', 'Topics', 'About orders'])
  })

  shows('a problem stands on its card and its button mends it', async () => {
    const { page, card, draft } = await open()
    const start = page.getByRole('group', { name: /^Menu: Topics\. \d outputs, \d problems?$/ })
    await start.waitFor()
    await expect
      .poll(() =>
        card('Topics')
          .getByText(/leads nowhere|problems/)
          .count(),
      )
      .toBeGreaterThan(0)
    await card('Topics')
      .getByRole('button', { name: /^(Fix|Show)$/ })
      .click()
    await page
      .getByRole('button', { name: /^End the chat after/ })
      .first()
      .click()
    await expect.poll(async () => (await draft()).edges.length).toBeGreaterThan(2)
  })

  shows('a text that is too long is named where the draft is not saved, and the way leads into its field', async () => {
    const { page, select, draft } = await open()
    await select('Topics')
    const text = page.locator('aside [data-pointer="/text"] textarea')
    await text.fill('x'.repeat(10_001))
    await page.getByText(/^Not saved: in “Topics”, .* must be at most 10,?000 characters\.$/).waitFor()
    await page.locator('aside').getByRole('button', { name: 'Close' }).first().click()
    await page.getByRole('button', { name: 'Show', exact: true }).first().click()
    await expect.poll(() => text.evaluate((field) => field === document.activeElement)).toBe(true)
    await text.fill('Shorter')
    await expect.poll(async () => (await draft()).nodes[1]?.data.config.text).toEqual({ en: 'Shorter' })
    await page.getByText('Not saved: in').waitFor({ state: 'detached' })
  })

  shows('what somebody else saved first comes together with one’s own, and undo takes back one’s own only', async () => {
    const { page, drag, draft, card, press, select, saved } = await open()
    await saveAsOtherFirst(page, (flow) => setConfig(setFlowName(flow, 'Theirs'), 'orders', '/text/en', 'Tomorrow.'))
    await drag('About orders', { x: 100, y: 60 })
    await page.getByRole('heading', { name: 'Theirs' }).waitFor()
    await card('About orders').getByText('Tomorrow.').waitFor()
    const moved = (flow: Flow) => flow.nodes.find(({ id }) => id === 'orders')?.position
    await expect.poll(async () => moved(await draft())).not.toEqual({ x: 320, y: 100 })
    await saved()
    await select('Topics')
    await press('ControlOrMeta+z')
    await expect.poll(async () => moved(await draft())).toEqual({ x: 320, y: 100 })
    expect([(await draft()).name, (await draft()).nodes.at(-1)?.data.config.text]).toEqual(['Theirs', { en: 'Tomorrow.' }])
  })

  shows('the same field of the same node asks, and saves what was chosen', async () => {
    const { page, draft, card, rename } = await openToRename()
    await saveAsOtherFirst(page, (flow) => renameNode(setFlowName(flow, 'Theirs'), 'menu', 'Subjects'))
    await rename('Questions')
    await page.getByRole('button', { name: 'Choose' }).click()
    expect([(await draft()).name, await page.getByRole('button', { name: 'Publish' }).isDisabled()]).toEqual(['Theirs', true])
    await card('Questions').getByText('Choose').waitFor()
    const save = page.getByRole('button', { name: 'Save one draft' })
    expect(await save.isDisabled()).toBe(true)
    const why = await save.getAttribute('aria-describedby')
    expect(await page.locator(`[id="${why}"]`).textContent()).toMatch(/^Choose in 1 more place, then it can be saved\./)
    await page.getByRole('radio', { name: /^Yours/ }).check()
    await save.click()
    await expect
      .poll(async () => (await draft()).nodes.map(({ data }) => data.name))
      .toEqual([undefined, 'Questions', 'About orders'])
    expect((await draft()).name).toBe('Theirs')
  })

  shows('keeping a copy makes one, however often it is pressed', async () => {
    const { page, rename } = await openToRename()
    await saveAsOtherFirst(page, (flow) => renameNode(flow, 'menu', 'Subjects'))
    let made = 0
    page.on('request', (request) => {
      if (request.method() === 'POST' && request.url().endsWith('/flows')) made += 1
    })
    await rename('Questions')
    await page.getByRole('button', { name: 'Choose' }).click()
    await page.getByRole('button', { name: 'Keep mine as a copy' }).dblclick()
    await page.getByRole('heading', { name: 'Small (my changes)' }).waitFor()
    expect(made).toBe(1)
    await expect.poll(() => page.title()).toBe('Small (my changes) · Alur')
  })

  shows('a draft without changes of its own goes along with what somebody else saves', async () => {
    const { page } = await open()
    await saveAsOther(page, 'Renamed elsewhere')
    await page.getByRole('heading', { name: 'Renamed elsewhere' }).waitFor()
  })

  shows('a panel that cannot be fetched leaves the canvas alone and comes with the next try', async () => {
    const { page, titles } = await open()
    const gone = /\/TryIt-|\/api\/v1\/setup$/
    await page.route(gone, (route) => route.abort())
    await page.reload()
    await page.getByRole('button', { name: 'Try it' }).click()
    const panel = page.locator('aside[data-panel]')
    await panel.getByText('The server cannot be reached.', { exact: false }).waitFor()
    expect(await titles()).toEqual(['A customer writes', 'Topics', 'About orders'])
    await page.unroute(gone)
    await panel.getByRole('button', { name: 'Try again' }).click()
    const phone = panel.getByRole('log')
    await phone.waitFor()
    await expect.poll(() => phone.evaluate((chat) => getComputedStyle(chat).overflowY)).toBe('auto')
  })

  shows('a phone shows the flow, says what can be done there and where drawing is possible', async () => {
    const { page, titles } = await open(smallFlow(), { width: 390, height: 844 })
    await page.getByText('Here you can read the flow, change texts and settings,', { exact: false }).waitFor()
    expect(await titles()).toEqual(['A customer writes', 'Topics', 'About orders'])
    expect(await page.locator('nav[aria-label="Nodes"]').count()).toBe(0)
  })
})
