import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { type Flow, newFlow } from '#schemas/flow.ts'
import { driveCanvas } from '#tests/support/canvas-driver.ts'
import { anEditor } from './support/an-editor.ts'

const editor = anEditor()
const size = 500

/** A menu, a message, a menu, … in columns of twenty, each leading to the next column. */
function largeFlow(): Flow {
  const flow = newFlow('Large')
  const rows = 20
  for (let i = 0; i < size - 1; i++) {
    const menu = i % 2 === 0
    const text = { en: `What would you like to know about number ${i}?` }
    const options = ['Yes', 'No', 'Later'].map((label) => ({ id: label.toLowerCase(), label: { en: label } }))
    flow.nodes.push({
      id: `n${i}`,
      type: menu ? 'menu' : 'send-message',
      position: { x: 320 * Math.floor(i / rows), y: 100 + 300 * (i % rows) },
      data: { name: `Step ${i}`, config: menu ? { text, options } : { text } },
    })
    if (i + rows < size - 1) {
      const outputs = menu ? ['yes', 'no'] : ['next']
      for (const output of outputs)
        flow.edges.push({
          id: `n${i}:${output}`,
          source: `n${i}`,
          sourceHandle: output,
          target: `n${i + rows - (output === 'no' && i % rows > 0 ? 1 : 0)}`,
        })
    }
  }
  flow.edges.push({ id: 'start:next', source: 'start', sourceHandle: 'next', target: 'n0' })
  return flow
}

/** How long each frame took, in ms, while `gesture` ran. */
async function framesDuring(page: Page, gesture: () => Promise<void>): Promise<number[]> {
  await page.evaluate(() => {
    const frames: number[] = []
    let last = performance.now()
    const tick = (now: number) => {
      frames.push(now - last)
      last = now
      if (!stopped.now) requestAnimationFrame(tick)
    }
    const stopped = { now: false }
    Object.assign(window, { frames, stopped })
    requestAnimationFrame(tick)
  })
  await gesture()
  return page.evaluate(() => {
    const { frames, stopped } = window as unknown as { frames: number[]; stopped: { now: boolean } }
    stopped.now = true
    return frames.slice(1)
  })
}

const figures = (frames: number[]) => {
  const sorted = [...frames].sort((one, other) => one - other)
  const at = (share: number) => Math.round((sorted[Math.floor(sorted.length * share)] ?? 0) * 10) / 10
  return { frames: frames.length, median: at(0.5), p95: at(0.95), worst: at(0.999) }
}

describe('a flow of five hundred nodes', () => {
  it('opens, drags and zooms', async (context) => {
    if (!editor.possible()) return context.skip()
    const began = performance.now()
    const { page } = await editor.open(largeFlow())
    const opened = Math.round(performance.now() - began)
    const { card, middle, free } = driveCanvas(page)
    await card('Step 0').waitFor()

    const from = await middle(card('Step 0').getByRole('heading'))
    const dragging = await framesDuring(page, async () => {
      await page.mouse.move(from.x, from.y)
      await page.mouse.down()
      for (let i = 1; i <= 60; i++) await page.mouse.move(from.x + i * 5, from.y + i * 3)
      await page.mouse.up()
    })
    const middleOfCanvas = await free(0.5, 0.5)
    await page.mouse.move(middleOfCanvas.x, middleOfCanvas.y)
    const panning = await framesDuring(page, async () => {
      for (let i = 0; i < 40; i++) await page.mouse.wheel(40, 20)
    })
    const all = await framesDuring(page, async () => {
      await page.keyboard.press('1')
      await page.locator('[data-zoom="tiny"] [data-id="n498"]').waitFor()
    })
    process.stdout.write(
      `500 nodes: saved, loaded and shown in ${opened} ms; drag ${JSON.stringify(figures(dragging))}; pan ${JSON.stringify(figures(panning))}; fit ${JSON.stringify(figures(all))}\n`,
    )
    // A machine that is busy with other tests draws slower; a canvas that draws everything anew takes hundreds of ms per frame.
    expect(figures(dragging).median).toBeLessThan(100)
    expect(figures(panning).median).toBeLessThan(100)
  }, 120_000)
})
