import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'

/** Playwright's own arguments: the ones of @sparticuz/chromium turn off what a test of our headers needs. */
const launchOptions = { chromiumSandbox: false, headless: true }

/** A Chromium: `CHROMIUM_PATH`, else the one inside @sparticuz/chromium. Rejects when this machine cannot run it. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = process.env.CHROMIUM_PATH ?? (await bundledChromium())
  return chromium.launch({ ...launchOptions, executablePath })
}

/** A browser, or undefined and one line saying why the browser tests of this file are skipped. */
export async function openBrowserIfPossible(): Promise<Browser | undefined> {
  try {
    return await openBrowser()
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n')[0] : String(error)
    process.stderr.write(`browser tests skipped: Chromium does not start here (${reason}); set CHROMIUM_PATH to one that does\n`)
    return undefined
  }
}

export const outputFolder = join(import.meta.dirname, '../../output')
const widths = { desk: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } }

/** `tests/output/<name>-<width>-<scheme>.png` for both widths in light and dark. The page keeps its size and look afterwards. */
export async function screenshotAll(page: Page, name: string): Promise<string[]> {
  await mkdir(outputFolder, { recursive: true })
  const before = page.viewportSize()
  const files: string[] = []
  for (const size of Object.values(widths)) {
    await page.setViewportSize(size)
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await page.evaluate(() => document.fonts.ready)
      await settle(page)
      const path = join(outputFolder, `${name}-${size.width}-${colorScheme}.png`)
      await page.screenshot({ path, animations: 'disabled' })
      files.push(path)
    }
  }
  await page.emulateMedia({ colorScheme: null, reducedMotion: null })
  if (before) await page.setViewportSize(before)
  return files
}

/** Two frames: one for React to draw what the new size asks for, one for the browser to paint it. */
const settle = (page: Page) =>
  page.evaluate(() => new Promise<void>((done) => requestAnimationFrame(() => requestAnimationFrame(() => done()))))

/** The Chromium inside @sparticuz/chromium, unpacked. */
export async function bundledChromium(): Promise<string> {
  const { default: bundled } = await import('@sparticuz/chromium')
  return bundled.executablePath()
}
