import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { type Flow, newFlow } from '#schemas/flow.ts'
import { driveCanvas } from '#tests/support/canvas-driver.ts'
import { anEditor } from './support/an-editor.ts'

const editor = anEditor()

/** Start → menu; the second option has no Chinese label. */
function shop(): Flow {
  const flow = newFlow('Shop')
  flow.languages.offered = ['en', 'zh-Hant']
  const options = [
    { id: 'orders', label: { en: 'Orders', 'zh-Hant': '訂單' } },
    { id: 'returns', label: { en: 'Returns' } },
  ]
  flow.nodes.push({
    id: 'menu',
    type: 'menu',
    position: { x: 0, y: 100 },
    data: { name: 'Topics', config: { text: { en: 'What about?', 'zh-Hant': '關於甚麼？' }, options, noAnswerSeconds: 60 } },
  })
  flow.edges.push({ id: 'start:next', source: 'start', sourceHandle: 'next', target: 'menu' })
  return flow
}

async function open(options?: Parameters<typeof editor.open>[1]) {
  const { page, saved } = await editor.open(shop(), options)
  return { ...driveCanvas(page), draft: saved, panel: page.locator('aside[data-panel]') }
}

/** A test that has nothing to do where no Chromium runs. */
const shows = (fact: string, body: () => Promise<void>) =>
  it(fact, async (context) => (editor.possible() ? body() : context.skip()))

/** The contrast between a text and what is behind it, as WCAG counts it. */
const contrastOf = (page: Page, selector: string) =>
  page.locator(selector).evaluate((text) => {
    const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true }) as CanvasRenderingContext2D
    const over = (colors: string[]): number => {
      for (const color of colors) {
        canvas.fillStyle = color
        canvas.fillRect(0, 0, 1, 1)
      }
      const [r = 0, g = 0, b = 0] = [...canvas.getImageData(0, 0, 1, 1).data].map((part) => {
        const share = part / 255
        return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
      })
      return 0.2126 * r + 0.7152 * g + 0.0722 * b
    }
    const grounds: string[] = []
    for (let each: Element | null = text; each; each = each.parentElement) grounds.unshift(getComputedStyle(each).backgroundColor)
    const { color, opacity } = getComputedStyle(text)
    if (opacity !== '1') throw new Error(`${opacity} of it is seen`)
    const [dark, light] = [over(grounds), over([...grounds, color])].sort((one, other) => one - other) as [number, number]
    return (light + 0.05) / (dark + 0.05)
  })

describe('small things of the editor', () => {
  for (const dark of [false, true])
    shows(`the chosen result of Find can be read in ${dark ? 'dark' : 'light'}`, async () => {
      const { page, press } = await open({ dark })
      await press('ControlOrMeta+f')
      await page.getByPlaceholder('Find a node, a text or a command').fill('what')
      await page.locator('[data-action][data-selected]').waitFor()
      const part = (name: string) => contrastOf(page, `[data-selected] .mantine-Spotlight-action${name}`)
      expect(await part('Label')).toBeGreaterThan(4.5)
      expect(await part('Description')).toBeGreaterThan(4.5)
    })

  shows('a missing translation puts the cursor into what lacks it, in the language that lacks it', async () => {
    const { page, panel, card } = await open()
    await page
      .getByRole('button', { name: /problem/ })
      .first()
      .click()
    await panel.getByRole('button', { name: /Topics.*No 繁體中文 text/ }).click()
    const focused = () =>
      page.evaluate(() => {
        const at = document.activeElement
        return at instanceof HTMLInputElement ? [at.lang, at.value, at.placeholder] : at?.tagName
      })
    await expect.poll(focused).toEqual(['zh-Hant', '', 'Returns'])
    await card('Topics').waitFor()
  })

  shows('a missing text of the whole flow puts the cursor into it, not on the sheet’s cross', async () => {
    const { page, panel } = await open()
    await page
      .getByRole('button', { name: /problem/ })
      .first()
      .click()
    await panel.getByRole('button', { name: /The whole flow.*No 繁體中文 text/ }).click()
    await page.getByRole('heading', { name: 'Flow settings' }).waitFor()
    const focused = () =>
      page.evaluate(() => {
        const field = document.activeElement
        return [field?.tagName, field?.closest<HTMLElement>('[lang]')?.lang]
      })
    await expect.poll(focused).toEqual(['TEXTAREA', 'zh-Hant'])
  })

  shows('a click on the selected node opens its settings', async () => {
    const { page, panel, select } = await open()
    await select('Topics')
    await page
      .getByRole('button', { name: /problem/ })
      .first()
      .click()
    await panel.getByRole('heading', { name: 'Problems' }).waitFor()
    await select('Topics')
    await panel.getByLabel('Name of this node').waitFor()
  })

  shows('a click in the palette adds a node after the selected one', async () => {
    const { page, select, lines, titles } = await open()
    await select('Topics')
    await page.locator('nav').getByRole('button', { name: 'Message', exact: true }).click()
    await expect.poll(lines).toContain('From Topics, Orders, to Message')
    expect(await titles()).toEqual(['A customer writes', 'Topics', 'Message'])
  })

  shows('the first click in a flow that only begins leads on from there', async () => {
    const { page } = await editor.open(newFlow('New'))
    const { lines } = driveCanvas(page)
    await page.locator('nav').getByRole('button', { name: 'Message', exact: true }).click()
    await expect.poll(lines).toEqual(['From A customer writes, Next, to Message'])
  })

  shows('what is pasted and duplicated lies beside, not on top', async () => {
    const { page, select, press, draft } = await open()
    await select('Topics')
    await press('ControlOrMeta+c')
    for (let n = 0; n < 2; n++) await press('ControlOrMeta+v')
    await press('ControlOrMeta+d')
    await expect.poll(async () => (await draft()).nodes.length).toBe(5)
    await press('1')
    const boxes = () =>
      page.locator('.react-flow__node-card').evaluateAll((cards) =>
        cards.map((card) => {
          const { left, top, right, bottom } = card.getBoundingClientRect()
          return { left, top, right, bottom }
        }),
      )
    await expect.poll(async () => (await boxes()).length).toBe(4)
    const shown = await boxes()
    const covered = shown.flatMap((one, n) =>
      shown
        .slice(n + 1)
        .filter((other) => one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom)
        .map((other) => [one, other]),
    )
    expect(covered).toEqual([])
  })

  shows('what is duplicated or pasted comes into sight, also where there is room only further down', async () => {
    const { page, select, press } = await open()
    const chosen = page.locator('.react-flow__node.selected')
    const inSight = async () => {
      const [card, canvas] = [await chosen.boundingBox(), await page.locator('.react-flow').boundingBox()]
      return card !== null && canvas !== null && card.y > canvas.y && card.y + card.height < canvas.y + canvas.height
    }
    const viewport = page.locator('.react-flow__viewport')
    const standsStill = async () => {
      const before = await viewport.getAttribute('style')
      await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))))
      return before === (await viewport.getAttribute('style'))
    }
    await select('Topics')
    await press('ControlOrMeta+c')
    for (const keys of ['d', 'd', 'v', 'v', 'v']) {
      const before = await chosen.getAttribute('data-id')
      await press(`ControlOrMeta+${keys}`)
      await expect.poll(async () => (await chosen.count()) === 1 && (await chosen.getAttribute('data-id')) !== before).toBe(true)
      await expect.poll(inSight).toBe(true)
    }
    // Also while the canvas is still on its way to the one before.
    for (let n = 0; n < 4; n++) {
      const before = await chosen.getAttribute('data-id')
      await press('ControlOrMeta+d')
      await expect.poll(async () => (await chosen.getAttribute('data-id')) !== before, { interval: 5 }).toBe(true)
    }
    await expect.poll(async () => (await standsStill()) && (await inSight())).toBe(true)
  })

  shows('a language is found by its English name, and is called what its people call it', async () => {
    const { page, draft } = await open()
    await page.getByRole('button', { name: /rename, export/ }).click()
    await page.getByRole('menuitem', { name: 'Settings' }).click()
    await page.getByRole('combobox', { name: 'Written in' }).fill('malay')
    await page.getByRole('option', { name: 'Bahasa Melayu Malay' }).click()
    await expect.poll(async () => (await draft()).languages.offered).toEqual(['en', 'zh-Hant', 'ms'])
  })

  shows('a phone lets texts be changed, as it says', async () => {
    const { page, card, draft } = await open({ width: 390, height: 844 })
    await page.getByText('Here you can read the flow, change texts and settings,', { exact: false }).waitFor()
    await card('Topics').getByRole('heading').click()
    await page.getByRole('dialog').locator('textarea').first().fill('How can we help?')
    await expect.poll(async () => (await draft()).nodes[1]?.data.config.text.en).toBe('How can we help?')
  })
})
