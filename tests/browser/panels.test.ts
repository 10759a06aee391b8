import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { type Flow, newFlow } from '#schemas/flow.ts'
import { anEditor, saveAsOther } from './support/an-editor.ts'

const editor = anEditor()

/** Start → menu in two languages; "Orders" leads to a question, "Returns" nowhere yet. */
function shop(): Flow {
  const flow = newFlow('Shop')
  flow.languages = { default: 'en', offered: ['en', 'zh-Hant'] }
  flow.variables = [{ name: 'topic', type: 'text' }]
  const option = (id: string, en: string) => ({ id, label: { en }, synonyms: { en: [`my ${id}`] } })
  flow.nodes.push(
    {
      id: 'menu',
      type: 'menu',
      position: { x: 0, y: 100 },
      data: {
        name: 'Topics',
        config: {
          text: { en: 'Hello!' },
          options: [option('orders', 'Orders'), option('returns', 'Returns')],
          understandTyped: true,
          noAnswerSeconds: 1800,
        },
      },
    },
    {
      id: 'ask',
      type: 'ask-question',
      position: { x: 320, y: 100 },
      data: { name: 'Which order?', config: { text: { en: 'Which number?' }, answer: 'text', saveAs: 'topic' } },
    },
  )
  flow.edges.push(
    { id: 'start:next', source: 'start', sourceHandle: 'next', target: 'menu' },
    { id: 'menu:orders', source: 'menu', sourceHandle: 'orders', target: 'ask' },
  )
  return flow
}

async function open(flow = shop()) {
  const opened = await editor.open(flow)
  const { page } = opened
  return {
    ...opened,
    panel: page.locator('aside[data-panel]'),
    card: (id: string) => page.locator(`.react-flow__node[data-id="${id}"]`),
  }
}

/** The node's settings, opened by a click on its card. */
async function inspect(id: string) {
  const opened = await open()
  await opened.card(id).locator('header').click()
  await opened.panel.getByLabel('Name of this node').waitFor()
  const configOf = async (node: string) => (await opened.saved()).nodes.find((each) => each.id === node)?.data.config
  return { ...opened, config: () => configOf(id) }
}

const publish = async (page: Page, version: number) => {
  await page.getByRole('button', { name: 'Publish…' }).click()
  await page.getByRole('button', { name: `Publish version ${version}` }).click()
  await page.getByText(`Version ${version} is live`).first().waitFor()
}

const fromMenu = async (page: Page, item: string) => {
  await page.getByRole('button', { name: /^Shop/ }).click()
  await page.getByRole('menuitem', { name: item, exact: true }).click()
}

/** A test that has nothing to do where no Chromium runs. */
const shows = (fact: string, body: () => Promise<void>) =>
  it(fact, async (context) => (editor.possible() ? body() : context.skip()))

describe('the inspector', () => {
  shows('what is typed into a text is on the card at once, saved, and one step to undo', async () => {
    const { page, panel, card, config } = await inspect('menu')
    await panel.locator('textarea').first().press('End')
    await panel.locator('textarea').first().pressSequentially(' How can we help?')
    await expect.poll(() => card('menu').textContent()).toContain('Hello! How can we help?')
    await expect.poll(async () => (await config())?.text).toEqual({ en: 'Hello! How can we help?' })
    await page.getByRole('button', { name: /^Undo/ }).click()
    await expect.poll(() => panel.locator('textarea').first().inputValue()).toBe('Hello!')
  })

  shows('a language tab writes that language and says what is missing', async () => {
    const { panel, card, config } = await inspect('menu')
    await expect.poll(() => panel.getByText('missing').count()).toBe(1)
    await panel.getByText('繁體中文').click()
    await panel.locator('textarea').first().fill('你好！')
    await expect.poll(() => card('menu').textContent()).toContain('你好！')
    await expect.poll(async () => (await config())?.text).toEqual({ en: 'Hello!', 'zh-Hant': '你好！' })
  })

  shows('many languages stay on one line, and the chosen one is in sight', async () => {
    const flow = shop()
    flow.languages.offered = ['en', 'zh-Hant', 'zh-Hans', 'ja', 'ko', 'th', 'vi', 'ar']
    const { page, panel, card } = await open(flow)
    await card('menu').locator('header').click()
    const tabs = panel.getByRole('group', { name: 'Language of the texts' })
    await tabs.getByText('English').waitFor()
    expect((await tabs.boundingBox())?.height).toBeLessThan(40)
    const inSight = async (name: string) => {
      const [tab, row] = await Promise.all([tabs.locator('label').filter({ hasText: name }).boundingBox(), tabs.boundingBox()])
      return tab !== null && row !== null && tab.x > row.x - 1 && tab.x + tab.width < row.x + row.width + 1
    }
    expect(await inSight('العربية')).toBe(false)
    await page.getByRole('button', { name: 'Language shown on the canvas' }).click()
    await page.getByRole('menuitem', { name: 'العربية' }).click()
    await expect.poll(() => inSight('العربية')).toBe(true)
    await tabs.getByRole('radio', { checked: true }).press('ArrowRight')
    await expect.poll(() => inSight('English')).toBe(true)
    await tabs.locator('button[data-position="end"]').click()
    await expect.poll(() => inSight('日本語')).toBe(true)
  })

  shows('two braces open the list of variables, and the chosen one takes their place', async () => {
    const { page, panel, config } = await inspect('menu')
    const text = panel.locator('textarea').first()
    await text.press('End')
    await text.pressSequentially(' {{')
    await page.getByPlaceholder('Search variables').fill('name')
    await page.getByRole('option', { name: 'contact.name' }).click()
    await expect.poll(() => text.inputValue()).toBe('Hello! {{ contact.name }}')
    await expect.poll(async () => (await config())?.text).toEqual({ en: 'Hello! {{ contact.name }}' })
  })

  shows('whoever knows the name types on: nothing of it is lost, whether the braces are closed or not', async () => {
    const { page, panel, config } = await inspect('menu')
    const text = panel.locator('textarea').first()
    await text.press('End')
    await page.keyboard.type(', {{ contact.name }}. Bye', { delay: 20 })
    await expect.poll(() => text.inputValue()).toBe('Hello!, {{ contact.name }}. Bye')
    await expect.poll(async () => (await config())?.text).toEqual({ en: 'Hello!, {{ contact.name }}. Bye' })
    await page.keyboard.type(' {{ wh')
    await page.keyboard.press('Escape')
    await expect.poll(() => text.inputValue()).toBe('Hello!, {{ contact.name }}. Bye {{ wh')
    await page.keyboard.type('en }}')
    await expect.poll(() => text.inputValue()).toBe('Hello!, {{ contact.name }}. Bye {{ when }}')
  })

  shows('options are sorted by keyboard', async () => {
    const { page, panel, config } = await inspect('menu')
    await panel.getByRole('button', { name: 'Move “Orders”', exact: false }).focus()
    await page.keyboard.press('Enter')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await expect
      .poll(async () => ((await config())?.options as { id: string }[] | undefined)?.map(({ id }) => id))
      .toEqual(['returns', 'orders'])
  })

  shows('an option opens to its label and synonyms', async () => {
    const { page, panel, config } = await inspect('menu')
    await panel.getByRole('button', { name: 'Returns 1 synonym' }).click()
    await page.getByLabel('Label', { exact: true }).fill('Send it back')
    await page.getByRole('combobox', { name: 'Synonyms' }).fill('refund')
    await page.keyboard.press('Enter')
    await expect
      .poll(async () => (await config())?.options?.[1])
      .toEqual({ id: 'returns', label: { en: 'Send it back' }, synonyms: { en: ['my returns', 'refund'] } })
  })

  shows('“if there is no answer” takes a time in words and draws the edge', async () => {
    const { page, panel, saved, config } = await inspect('menu')
    await panel.getByLabel('Wait for an answer').fill('2 h')
    await panel.getByLabel('Where the chat goes on').click()
    await page.getByRole('option', { name: 'Which order?' }).click()
    await expect.poll(async () => (await config())?.noAnswerSeconds).toBe(7200)
    await expect
      .poll(async () => (await saved()).edges.map((edge) => `${edge.source} ${edge.sourceHandle} ${edge.target}`))
      .toContain('menu no-answer ask')
  })

  shows('a number is typed as it is written, with a point and noughts', async () => {
    const flow = shop()
    const ask = flow.nodes.find(({ id }) => id === 'ask')
    if (ask) ask.data.config.answer = 'number'
    const { panel, card, saved } = await open(flow)
    await card('ask').locator('header').click()
    await panel.getByLabel('At least').pressSequentially('1.05')
    await panel.getByLabel('At most').pressSequentially('007')
    const limits = async () => {
      const config = (await saved()).nodes.find(({ id }) => id === 'ask')?.data.config
      return [config?.min, config?.max]
    }
    await expect.poll(limits).toEqual([1.05, 7])
    await panel.getByLabel('At most').press('Tab')
    await expect.poll(() => panel.getByLabel('At most').inputValue()).toBe('7')
  })

  shows('the preview is drawn as each channel can, and says what it changes', async () => {
    const { panel } = await inspect('menu')
    for (let more = 0; more < 2; more += 1) {
      await panel.getByRole('button', { name: 'Add', exact: true }).click()
      await panel.page().keyboard.press('Escape')
    }
    await panel.getByText('WhatsApp shows at most 3 buttons, so 4 options become a list.').waitFor()
    await panel.getByText('Web chat').click()
    expect(await panel.getByText('WhatsApp shows at most').count()).toBe(0)
    await expect.poll(() => panel.getByRole('button', { name: 'Orders', exact: true }).count()).toBe(1)
  })

  shows('the page about the node type is a click away', async () => {
    const { page, panel } = await inspect('menu')
    await panel.getByRole('button', { name: 'More about this node' }).click()
    await page.getByRole('menuitem', { name: 'Help' }).click()
    await panel.getByRole('heading', { name: 'Outputs' }).waitFor()
  })
})

describe('the problems', () => {
  shows('each leads to its place, and a fix is one click that says what it will do', async () => {
    const { page, panel, saved } = await open()
    await page
      .getByRole('button', { name: /problem/ })
      .first()
      .click()
    const row = panel.getByRole('listitem').filter({ hasText: '“Returns” leads nowhere' })
    await row.getByRole('button', { name: 'End the chat after “Returns”' }).click()
    await expect.poll(async () => (await saved()).edges.some((edge) => edge.sourceHandle === 'returns')).toBe(true)
    await row.waitFor({ state: 'detached' })
    await panel.getByRole('button', { name: /Topics.*No 繁體中文 text/ }).click()
    const text = panel.locator('textarea').first()
    await expect.poll(() => text.evaluate((area) => area === document.activeElement)).toBe(true)
    await expect.poll(() => text.getAttribute('placeholder')).toBe('Hello!')
  })
})

describe('publishing', () => {
  shows('says what changes word by word; a version can be looked at, and the one before it made live again', async () => {
    const { page, panel, card } = await open()
    await publish(page, 1)
    await card('menu').locator('header').click()
    await panel.locator('textarea').first().fill('Hello there!')
    await page.getByRole('button', { name: 'Publish…' }).click()
    await page.getByText('Shop · compared with version 1').waitFor()
    expect(await page.locator('ins').allTextContents()).toEqual([' there'])
    await page.keyboard.press('Escape')
    await publish(page, 2)

    await fromMenu(page, 'Versions')
    await panel.getByRole('button', { name: /^Version 1/ }).click()
    await page.getByText('Version 1, read only.', { exact: false }).waitFor()
    await expect.poll(() => card('menu').textContent()).toContain('Hello!')
    await page.getByRole('button', { name: 'Back to the draft' }).click()
    await expect.poll(() => card('menu').textContent()).toContain('Hello there!')

    await panel.getByRole('button', { name: 'More about version 1' }).click()
    await page.getByRole('menuitem', { name: 'Make it live again' }).click()
    await page.getByRole('button', { name: 'Go back to version 1' }).last().click()
    await page.getByText('Version 1 is live').first().waitFor()
  })

  shows('what was not shown does not go live: a draft that somebody saved meanwhile is compared anew', async () => {
    const { page } = await open()
    const publish = page.getByRole('button', { name: 'Publish version 1' })
    await page.getByRole('button', { name: 'Publish…' }).click()
    await expect.poll(() => publish.isEnabled()).toBe(true)
    await saveAsOther(page, 'Renamed elsewhere')
    await page.getByRole('dialog').getByText('Renamed elsewhere').waitFor()
    await publish.click()
    await page.getByText('Somebody changed the draft meanwhile', { exact: false }).waitFor()
    await publish.click()
    await page.getByText('Version 1 is live').first().waitFor()
  })

  shows('says why when the draft cannot be saved, and when going back does not work', async () => {
    const { page, panel, card } = await open()
    await publish(page, 1)
    await card('menu').locator('header').click()
    await page.route('**/draft', (route) => route.abort())
    await panel.locator('textarea').first().fill('Hello there!')
    await page.getByRole('button', { name: 'Publish…' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('The draft could not be saved, and only a saved draft can be published.').waitFor()
    await page.unroute('**/draft')
    await dialog.getByRole('button', { name: 'Try again' }).click()
    await page.getByRole('button', { name: 'Publish version 2' }).click()
    await page.route('**/rollback', (route) => route.abort())
    await page.getByRole('button', { name: 'Go back to version 1' }).click()
    await page.getByText('The server cannot be reached.', { exact: false }).waitFor()
  })

  shows('is refused while a problem blocks it, with the way to its place', async () => {
    const flow = shop()
    const menu = flow.nodes.find(({ id }) => id === 'menu')
    if (menu) menu.data.config.text = { en: '{{ name | nothing }}' }
    const { page } = await open(flow)
    await page.getByRole('button', { name: 'Publish…' }).click()
    await page.getByText('1 problem blocks publishing').waitFor()
    await expect.poll(() => page.getByRole('button', { name: 'Publish version 1' }).isDisabled()).toBe(true)
  })
})

describe('try it', () => {
  shows('the draft answers, its way is lit, and a moved clock rings the time-out', async () => {
    const { page, panel, card } = await open()
    await page.getByRole('button', { name: 'Try it' }).click()
    await panel.getByLabel('Message', { exact: true }).fill('hi')
    await page.keyboard.press('Enter')
    const chat = panel.getByRole('log')
    await chat.getByRole('button', { name: 'Orders' }).click()
    await chat.getByText('Which number?').waitFor()
    await panel.getByText('Chose Orders').waitFor()
    await expect.poll(() => card('ask').locator('[data-lit]').getAttribute('data-lit')).toBe('current')
    await expect.poll(() => card('menu').locator('[data-lit]').getAttribute('data-lit')).toBe('passed')

    await panel.getByRole('button', { name: 'Restart' }).click()
    await panel.getByLabel('Message', { exact: true }).fill('hi')
    await page.keyboard.press('Enter')
    await panel.getByText('30 min left').waitFor()
    await panel.getByRole('button', { name: '+ 2 h' }).click()
    await panel.getByText('Clock moved by 2 h').waitFor()
    await panel.getByText('→ No answer').waitFor()
  })

  shows('an event that the draft waits for happens at a press, with the values that are kept', async () => {
    const flow = newFlow('Paying')
    flow.variables = [{ name: 'amount', type: 'text' }]
    const place = { x: 0, y: 100 }
    flow.nodes.push(
      {
        id: 'paid',
        type: 'wait',
        position: place,
        data: { config: { for: 'signal', signal: 'order.paid', keep: ['amount'], seconds: 3600 } },
      },
      { id: 'thanks', type: 'send-message', position: place, data: { config: { text: { en: 'You paid {{ amount }}.' } } } },
    )
    flow.edges.push(
      { id: 'e1', source: 'start', sourceHandle: 'next', target: 'paid' },
      { id: 'e2', source: 'paid', sourceHandle: 'next', target: 'thanks' },
    )
    const { page, panel } = await open(flow)
    await page.getByRole('button', { name: 'Try it' }).click()
    await panel.getByLabel('Message', { exact: true }).fill('hi')
    await page.keyboard.press('Enter')
    await panel.getByText('Waits for the event order.paid').waitFor()
    await panel.getByRole('button', { name: 'Let it happen…' }).click()
    await page.getByLabel('amount').fill('388')
    await page.getByRole('button', { name: 'Let it happen', exact: true }).click()
    await panel.getByRole('log').getByText('You paid 388.').waitFor()
  })

  shows('what is said while a chat begins is said in it, once', async () => {
    const { page, panel } = await open()
    const held: (() => void)[] = []
    await page.route('**/tries', async (route) => {
      await new Promise<void>((resolve) => held.push(resolve))
      await route.continue()
    })
    const go = async () => {
      await expect.poll(() => held.length).toBe(1)
      held.pop()?.()
    }
    const chat = panel.getByRole('log')
    const field = panel.getByLabel('Message', { exact: true })
    await page.getByRole('button', { name: 'Try it' }).click()
    for (const again of [false, true]) {
      if (again) await panel.getByRole('button', { name: 'Restart' }).click()
      await field.fill('hi')
      await field.press('Enter')
      await field.press('Enter')
      await chat.getByText('hi', { exact: true }).last().waitFor()
      await go()
      await chat.getByRole('button', { name: 'Orders' }).waitFor()
      await expect.poll(() => field.inputValue()).toBe('')
      await expect.poll(() => chat.getByText('hi', { exact: true }).count()).toBe(1)
    }
  })

  shows('a chat goes on when the window becomes as narrow as a phone, and wide again', async () => {
    const { page, panel } = await open()
    await page.getByRole('button', { name: 'Try it' }).click()
    await panel.getByLabel('Message', { exact: true }).fill('hi')
    await page.keyboard.press('Enter')
    await panel.getByRole('log').getByRole('button', { name: 'Orders' }).waitFor()
    await page.setViewportSize({ width: 390, height: 844 })
    const sheet = page.getByRole('dialog')
    await sheet.getByRole('log').getByRole('button', { name: 'Orders' }).click()
    await sheet.getByText('Which number?').waitFor()
    await sheet.getByLabel('Message', { exact: true }).fill('1 of')
    await page.setViewportSize({ width: 1440, height: 900 })
    await panel.getByRole('log').getByText('Which number?').waitFor()
    await expect.poll(() => panel.getByLabel('Message', { exact: true }).inputValue()).toBe('1 of')
  })

  shows('keeps a text that could not be sent, and forgets the error with the next success', async () => {
    const { page, panel } = await open()
    await page.getByRole('button', { name: 'Try it' }).click()
    await page.route('**/messages', (route) => route.abort())
    const field = panel.getByLabel('Message', { exact: true })
    await field.fill('hi')
    await page.keyboard.press('Enter')
    const failure = panel.getByText('The server cannot be reached.', { exact: false })
    await failure.waitFor()
    await expect.poll(() => field.inputValue()).toBe('hi')
    await page.getByRole('button', { name: '+ 2 h' }).click()
    await panel.getByText('Clock moved by 2 h').waitFor()
    expect(await failure.count()).toBe(0)
    await page.unroute('**/messages')
    await field.press('Enter')
    await panel.getByRole('log').getByRole('button', { name: 'Orders' }).waitFor()
    await expect.poll(() => field.inputValue()).toBe('')
  })
})

describe('the JSON view', () => {
  const replaceAll = async (page: Page, text: string) => {
    await page.locator('.monaco-editor .view-line').first().click()
    await page.keyboard.press('Control+A')
    await page.evaluate((copied) => navigator.clipboard.writeText(copied), text)
    await page.keyboard.press('Control+V')
  }

  shows('fills the sheet it opens in on a phone', async () => {
    const { page } = await editor.open(shop(), { width: 390, height: 844 })
    await page.getByRole('button', { name: /rename, export, versions…$/ }).click()
    await page.getByRole('menuitem', { name: 'JSON', exact: true }).click()
    await page.locator('.monaco-editor .view-line').first().waitFor()
    await expect.poll(async () => (await page.locator('.monaco-editor').boundingBox())?.height).toBeGreaterThan(500)
  })

  shows('a change is applied as one step; what is no flow is refused with its place', async () => {
    const { page, panel, saved } = await open()
    await fromMenu(page, 'JSON')
    await replaceAll(page, JSON.stringify({ ...shop(), variables: 'none' }))
    await panel.getByRole('button', { name: 'Apply' }).click()
    await panel.getByText('/variables', { exact: false }).first().waitFor()
    await replaceAll(page, JSON.stringify({ ...shop(), variables: [{ name: 'colour', type: 'text' }] }))
    await panel.getByRole('button', { name: 'Apply' }).click()
    await expect.poll(async () => (await saved()).variables).toEqual([{ name: 'colour', type: 'text' }])
  })

  shows('what others did since the first keystroke is replaced only by somebody who was told', async () => {
    const { page, panel, saved } = await open()
    await fromMenu(page, 'JSON')
    await replaceAll(page, JSON.stringify(shop()))
    await panel.getByRole('button', { name: 'Apply' }).waitFor()
    await saveAsOther(page, 'Renamed elsewhere')
    await panel.getByText('The flow was changed since you began to write.', { exact: false }).waitFor()
    expect(await panel.getByRole('button', { name: 'Apply' }).count()).toBe(0)
    await panel.getByRole('button', { name: 'Replace it all the same' }).click()
    await expect.poll(async () => (await saved()).name).toBe('Shop')
  })
})

describe('the statistics', () => {
  shows('mode, filters and node stand in the address, and an old version’s figures are on its own drawing', async () => {
    const { page, panel, card } = await open()
    await publish(page, 1)
    await card('menu').locator('header').click()
    await panel.getByLabel('Name of this node').fill('Renamed since')
    await card('menu').getByText('Renamed since').waitFor()
    await page.goto(`${page.url().split('?')[0]}?version=1&mode=statistics&language=zh-Hant`)
    await page.getByRole('button', { name: 'Version 1' }).waitFor()
    // What cannot be done with an old version is not there to be done.
    await page.getByText('Build', { exact: true }).click()
    await page
      .getByText('Version 1 as published', { exact: false })
      .or(page.getByRole('button', { name: 'Fit' }))
      .first()
      .waitFor()
    expect(await page.getByRole('button', { name: 'Tidy up' }).count()).toBe(0)
    expect(await page.getByRole('navigation', { name: 'Nodes' }).count()).toBe(0)
    await page.getByText('Statistics', { exact: true }).first().click()
    await page.getByText('Until they choose one, they count under English.', { exact: false }).waitFor()
    await card('menu').getByRole('heading', { name: 'Topics' }).click()
    await panel.getByText('No one has been here').waitFor()
    await expect.poll(() => new URL(page.url()).search).toBe('?version=1&mode=statistics&language=zh-Hant&node=menu')
    await page.reload()
    await panel.getByText('No one has been here').waitFor()
    await page.getByRole('button', { name: 'Version 1' }).click()
    await page.getByRole('menuitem', { name: 'All versions' }).click()
    await card('menu').getByText('Renamed since').waitFor()
    await expect.poll(() => new URL(page.url()).search).toBe('?mode=statistics&language=zh-Hant&node=menu')
  })

  shows('the figures are exported as a table', async () => {
    const { page } = await open()
    await page.getByText('Statistics', { exact: true }).first().click()
    await page.getByText(/times · updated/).waitFor()
    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Export', exact: true }).click()
    const text = await readFile(await (await download).path(), 'utf8')
    expect(text).toBe(
      '\uFEFFid,node,type,entered,waiting,answered,timedOut,failed,handedOff,dropped,onlyOpened,quiet,median,p90,mean,from,to,timeZone,version,channel,language\r\n',
    )
  })
})
