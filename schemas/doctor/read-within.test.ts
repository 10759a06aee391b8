import { expect, it } from 'vitest'
import { examine } from './examine.ts'
import { aFlow, say, testFacts } from './testing.ts'

const reason = 'this flow has more placeholders than can be read, and these were not'

/** Which messages have a broken placeholder by the doctor's word, and how many texts were read for it. */
function examined(texts: string[]) {
  const read = new Set<string>()
  let checks = 0
  const problems = examine(aFlow(texts.map((en, at) => say(`n${at}`, { en }))), {
    ...testFacts,
    checkTemplate: (text) => {
      checks++
      read.add(text)
      return testFacts.checkTemplate(text)
    },
  })
  const broken = problems.filter(({ code }) => code === 'bad-template')
  return { broken: broken.map(({ nodeId, values }) => [nodeId, values?.reason]), read: read.size, checks }
}

it('the doctor reads of too many placeholders as many as it can, and says of the others that they were not read', () => {
  const texts = Array.from({ length: 42 }, (_, at) => `${'{{a}}'.repeat(500)} ${at}`)
  expect(examined(texts)).toEqual({
    broken: [
      ['n40', reason],
      ['n41', reason],
    ],
    read: 40,
    checks: 40,
  })
})

it('a bracket in quotes hides nothing of what has to be read', () => {
  const texts = Array.from({ length: 42 }, (_, at) => `{{ '"' | append: "}}" ${'| upcase '.repeat(1_200)} }} ${at}`)
  expect(examined(texts).read).toBeLessThan(40)
})

it('long words, equal texts and the placeholders of a thousand messages are all read', () => {
  expect(examined(Array.from({ length: 60 }, () => '{{a}}'.repeat(500))).broken).toEqual([])
  expect(examined(Array.from({ length: 60 }, (_, at) => `${'word { '.repeat(2_000)}{{ a }} ${at}`)).broken).toEqual([])
  expect(examined(Array.from({ length: 1_000 }, (_, at) => `${at}: {{ contact.name }}, {{ order.number }}`)).broken).toEqual([])
})
