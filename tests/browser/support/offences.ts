import axe from 'axe-core'
import type { Page } from 'playwright-core'

export interface Leniency {
  /** What is not looked at: selectors. */
  exclude?: string[]
  /** Rules that are not asked. */
  without?: string[]
}

/**
 * What a page has against people who cannot see it or have no mouse: the rule, and the first element that breaks it. axe is put into a
 * page once and asked there: a copy for every question, and a page of its own to put the answer together, take ten times as long.
 */
export async function offences(page: Page, { exclude = [], without = [] }: Leniency = {}): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source)
  return page.evaluate(
    async ({ exclude, without }) => {
      const rules = Object.fromEntries(without.map((rule) => [rule, { enabled: false }]))
      const { violations } = await window.axe.run({ exclude }, { rules, resultTypes: ['violations'] })
      return violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html}`)
    },
    { exclude, without },
  )
}

declare global {
  interface Window {
    axe: typeof axe
  }
}
