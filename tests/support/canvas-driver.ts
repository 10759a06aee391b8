import type { Locator, Page } from 'playwright-core'

interface Point {
  x: number
  y: number
}

/** Hands on the canvas: gestures by what a person sees (names of nodes and outputs), not by React Flow's insides. */
export interface CanvasDriver {
  page: Page
  card(name: string): Locator
  titles(): Promise<string[]>
  /** The labels of the lines that are drawn, "From A, output, to B". */
  lines(): Promise<string[]>
  /** The middle of a thing on the screen. */
  middle(thing: Locator): Promise<Point>
  output(card: string, output: string): Locator
  /** Drags a type from the palette to a point of the screen. */
  dragFromPalette(type: string, to: Point): Promise<void>
  /** Draws an edge from an output to a card, or to a point. */
  draw(card: string, output: string, to: string | Point): Promise<void>
  /** Drags a card by its name. */
  drag(card: string, by: Point): Promise<void>
  /** A free point of the canvas, given as parts of its width and height. */
  free(x: number, y: number): Promise<Point>
  select(...cards: string[]): Promise<void>
  press(keys: string): Promise<void>
  /** Waits until the draft is on the server. */
  saved(): Promise<void>
}

export function driveCanvas(page: Page): CanvasDriver {
  const canvas = page.locator('.react-flow')
  const card = (name: string) => page.locator('.react-flow__node', { has: page.getByRole('heading', { name, exact: true }) })
  const middle = async (thing: Locator): Promise<Point> => {
    const box = await thing.boundingBox()
    if (!box) throw new Error(`not on the screen: ${thing}`)
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
  }
  const slide = async (from: Point, to: Point) => {
    await page.mouse.move(from.x, from.y)
    await page.mouse.down()
    await page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 4 })
    await page.mouse.move(to.x, to.y, { steps: 4 })
    await page.mouse.up()
  }
  const output = (name: string, label: string) => card(name).getByLabel(label, { exact: true })
  return {
    page,
    card,
    middle,
    output,
    titles: () => page.locator('.react-flow__node h2').allTextContents(),
    lines: () =>
      page.locator('.react-flow__edge').evaluateAll((edges) => edges.map((edge) => edge.getAttribute('aria-label') ?? '').sort()),
    dragFromPalette: async (type, to) =>
      slide(await middle(page.locator('nav').getByRole('button', { name: type, exact: true })), to),
    draw: async (from, label, to) =>
      slide(await middle(output(from, label)), typeof to === 'string' ? await middle(card(to).locator('header')) : to),
    drag: async (name, by) => {
      const from = await middle(card(name).getByRole('heading'))
      await slide(from, { x: from.x + by.x, y: from.y + by.y })
    },
    free: async (x, y) => {
      const box = await canvas.boundingBox()
      if (!box) throw new Error('no canvas')
      return { x: box.x + box.width * x, y: box.y + box.height * y }
    },
    select: async (first, ...more) => {
      if (first) await card(first).getByRole('heading').click()
      for (const name of more)
        await card(name)
          .getByRole('heading')
          .click({ modifiers: ['ControlOrMeta'] })
    },
    press: (keys) => page.keyboard.press(keys),
    saved: () => page.getByText(/^Draft saved/).waitFor(),
  }
}
