import { expect, it } from 'vitest'
import { newFlow } from '#schemas/flow.ts'
import { keptDraft } from './kept-draft.ts'

/** A browser's storage, in memory. */
function storage() {
  const kept = new Map<string, string>()
  return {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, text: string) => void kept.set(name, text),
    removeItem: (name: string) => void kept.delete(name),
  }
}

const place = { userId: 'ada', workspaceId: 'w1', flowId: 'f1' }
const draft = { revision: 3, flow: newFlow('Welcome') }

it.each([
  ['person', { userId: 'bo' }],
  ['workspace', { workspaceId: 'w2' }],
  ['flow', { flowId: 'f2' }],
])('a kept draft is found again, and not by another %s, who forgets only their own', (_what, other) => {
  const browser = storage()
  const [mine, theirs] = [keptDraft(browser, place), keptDraft(browser, { ...place, ...other })]
  mine.keep(draft)
  expect([mine.read(), theirs.read()]).toEqual([draft, undefined])
  theirs.keep({ ...draft, revision: 9 })
  theirs.forget()
  expect([mine.read(), theirs.read()]).toEqual([draft, undefined])
})

it('a draft that an earlier release kept is found in the newest shape', () => {
  const browser = storage()
  const { schemaVersion: _none, ...old } = newFlow('Welcome')
  browser.setItem('alur-draft:ada:w1:f1', JSON.stringify({ revision: 3, flow: old, base: old }))
  expect(keptDraft(browser, place).read()).toEqual({ ...draft, base: draft.flow })
})
