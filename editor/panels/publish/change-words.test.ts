import i18next, { type TFunction } from 'i18next'
import { beforeAll, expect, it } from 'vitest'
import { differences } from '#schemas/difference.ts'
import { newFlow, type Variable } from '#schemas/flow.ts'
import { descriptionOf } from '../../document/catalogue.ts'
import panels from '../../locales/en/panels.json'
import { changeWords } from './change-words.ts'

let t: TFunction<'panels'>
beforeAll(async () => {
  await i18next.init({ resources: { en: { panels } }, lng: 'en', interpolation: { escapeValue: false } })
  t = i18next.getFixedT(null, 'panels')
})

const withVariables = (variables: Variable[]) => ({ ...newFlow('Shop'), variables })
const said = (before: Variable[], after: Variable[]) =>
  differences(withVariables(before), withVariables(after)).flatMap(({ changes = [] }) =>
    changes.map((change) => changeWords(t, change, { description: undefined, flow: withVariables(after) })),
  )

it('a variable that is hidden from agents is said by its name, and who may see it in words', () => {
  expect(said([{ name: 'phone', type: 'text' }], [{ name: 'phone', type: 'text', sensitive: true }])).toEqual([
    { label: 'Who may see “phone”', before: 'Everyone', after: 'Sensitive' },
  ])
})

it('a variable that comes, goes or is of another type is said by its name and its type', () => {
  expect(said([{ name: 'old', type: 'date' }], [{ name: 'new', type: 'number', sensitive: true }])).toEqual([
    { label: 'Variable “new”', before: undefined, after: 'Number, Sensitive' },
    { label: 'Variable “old”', before: 'Date', after: undefined },
  ])
  expect(said([{ name: 'size', type: 'text' }], [{ name: 'size', type: 'number' }])).toEqual([
    { label: 'Variable “size”', before: 'Text', after: 'Number' },
  ])
})

it('a switch of a node is yes or no, and a text that says “true” stays what it is', () => {
  const about = { description: descriptionOf('menu'), flow: newFlow('Shop') }
  expect(changeWords(t, { path: '/understandTyped', before: 'true', after: 'false' }, about)).toMatchObject({
    before: 'Yes',
    after: 'No',
  })
  expect(changeWords(t, { path: '/text/en', before: 'true', after: 'false' }, about)).toMatchObject({
    before: 'true',
    after: 'false',
  })
})
