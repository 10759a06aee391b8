import { expect, it } from 'vitest'
import { guardCompositions, isComposing } from './composition.ts'

const press = (init: { isComposing?: boolean; keyCode?: number }) => ({ isComposing: false, keyCode: 13, ...init })

it('a key press belongs to an input method while it composes, and in Safari’s order after it has', () => {
  expect(isComposing(press({ isComposing: true }))).toBe(true)
  expect(isComposing(press({ keyCode: 229 }))).toBe(true)
  expect(isComposing(press({}))).toBe(false)
})

it('no handler of the page hears of such a key press', () => {
  const heard: number[] = []
  const page = new EventTarget()
  guardCompositions(page as unknown as Window)
  page.addEventListener('keydown', (event) => heard.push((event as KeyboardEvent).keyCode))
  for (const keyCode of [229, 13]) page.dispatchEvent(Object.assign(new Event('keydown'), press({ keyCode })))
  expect(heard).toEqual([13])
})
