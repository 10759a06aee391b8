import { vi } from 'vitest'

export interface Point {
  x: number
  y: number
}

/** A browser with one window, whatever protocol drives it. Coordinates are CSS pixels of the window's inside. */
export interface AnyBrowser {
  goTo(url: string): Promise<void>
  /** Runs a function in the page; what it takes and gives is JSON. */
  ask<Args extends unknown[], Answer>(question: (...args: Args) => Answer | Promise<Answer>, ...args: Args): Promise<Answer>
  /** The pointer goes down at the first point, through all of them, and up at the last. */
  drag(...points: Point[]): Promise<void>
  type(text: string): Promise<void>
  /** A key by its name ("Enter"), with Control held down if asked for. */
  press(key: 'Enter' | 'Escape' | 'End', control?: boolean): Promise<void>
  screenshot(): Promise<Buffer>
  /** What went wrong in the page that nothing caught, as far as the protocol tells. */
  errors(): string[]
  close(): Promise<void>
}

/** What a person at a browser does, by the names of things. Everything waits until it can be done. */
export interface Hands {
  browser: AnyBrowser
  sees(text: string): Promise<void>
  click(kind: Kind, name: string): Promise<void>
  fill(name: string, text: string): Promise<void>
  drag(from: Thing, to: Thing | Point): Promise<void>
}

type Kind = keyof typeof selectors
/** A thing by its kind and name, in a card of the canvas if one is given. */
export type Thing = { kind: Kind; name: string; card?: string }

const selectors = {
  button: 'button, [role=button]',
  link: 'a[href]',
  field: 'input, textarea',
  heading: 'h1, h2, h3',
  output: '.react-flow__handle',
  text: '*',
}

export function handsAt(browser: AnyBrowser): Hands {
  /** Where a thing is once it stands still and nothing covers it. */
  const find = async ({ kind, name, card }: Thing): Promise<Point> => {
    let before = ''
    return vi.waitFor(
      async () => {
        const at = await browser.ask(spotOf, selectors[kind], name, card ?? null)
        const now = JSON.stringify(at)
        if (!at || now !== before) {
          before = now
          throw new Error(`there is no ${kind} “${name}” to point at`)
        }
        return at
      },
      { timeout: 30_000, interval: 100 },
    )
  }
  const click: Hands['click'] = async (kind, name) => browser.drag(await find({ kind, name }))
  return {
    browser,
    click,
    sees: async (text) => {
      await find({ kind: 'text', name: text })
    },
    fill: async (name, text) => {
      await click('field', name)
      await browser.type(text)
    },
    drag: async (from, to) => {
      const start = await find(from)
      const end = 'x' in to ? to : await find(to)
      const between = (part: number) => ({ x: start.x + (end.x - start.x) * part, y: start.y + (end.y - start.y) * part })
      await browser.drag(start, between(0.1), between(0.5), between(0.9), end)
    },
  }
}

/** Runs in the page: the middle of the last thing of this name that can be pointed at. */
function spotOf(selector: string, name: string, card: string | null): Point | null {
  const nameOf = (thing: Element) =>
    thing.getAttribute('aria-label') ??
    (thing instanceof HTMLInputElement || thing instanceof HTMLTextAreaElement ? thing.labels?.[0]?.textContent : null) ??
    thing.getAttribute('placeholder') ??
    thing.textContent ??
    ''
  const within = (thing: Element) =>
    card === null || thing.closest('.react-flow__node')?.querySelector('h2')?.textContent === card
  const hosts = [...document.querySelectorAll('*')].flatMap(({ shadowRoot }) => shadowRoot ?? [])
  const things = [document, ...hosts]
    .flatMap((root) => [...root.querySelectorAll(selector)])
    .filter((thing) => nameOf(thing).trim().startsWith(name) && within(thing) && thing.checkVisibility())
  for (const thing of things.reverse()) {
    thing.scrollIntoView({ block: 'nearest', inline: 'nearest' })
    const { x, y, width, height } = thing.getBoundingClientRect()
    const spot = { x: Math.round(x + width / 2), y: Math.round(y + height / 2) }
    const top = (thing.getRootNode() as Document | ShadowRoot).elementFromPoint(spot.x, spot.y)
    if (top && (thing.contains(top) || top.contains(thing)) && !thing.hasAttribute('disabled')) return spot
  }
  return null
}
