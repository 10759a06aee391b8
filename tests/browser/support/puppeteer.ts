import puppeteer, { type LaunchOptions } from 'puppeteer-core'
import type { AnyBrowser } from './hands.ts'

const window = { width: 1440, height: 900 }

/** Firefox by WebDriver BiDi, or a Chromium by its own protocol. */
export async function openByPuppeteer(browser: 'firefox' | 'chrome', executablePath: string): Promise<AnyBrowser> {
  const options: LaunchOptions = {
    browser,
    executablePath,
    headless: true,
    defaultViewport: window,
    ...(browser === 'chrome' ? { args: ['--no-sandbox'] } : { extraPrefsFirefox: { 'ui.prefersReducedMotion': 1 } }),
  }
  const opened = await puppeteer.launch(options)
  const page = await opened.newPage()
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(error instanceof Error ? error.message : String(error)))
  const { mouse, keyboard } = page
  return {
    goTo: async (url) => {
      await page.goto(url)
    },
    ask: async <Args extends unknown[], Answer>(question: (...args: Args) => Answer | Promise<Answer>, ...args: Args) =>
      (await page.evaluate(`(${question}).apply(null, ${JSON.stringify(args)})`)) as Answer,
    drag: async (start, ...way) => {
      await mouse.move(start.x, start.y)
      await mouse.down()
      for (const { x, y } of way) await mouse.move(x, y)
      await mouse.up()
    },
    type: (text) => keyboard.type(text),
    press: async (key, control = false) => {
      if (control) await keyboard.down('Control')
      await keyboard.press(key)
      if (control) await keyboard.up('Control')
    },
    screenshot: async () => Buffer.from(await page.screenshot()),
    errors: () => errors,
    close: () => opened.close(),
  }
}
