import { go, handle, type Outcome, type Visit, wait } from '../contract.ts'
import { defaultTries } from '../fields.ts'
import { type Pickable, understand } from '../understand.ts'
import { notUnderstood } from '../words.ts'
import { asks, marksUpTo } from './asks.ts'
import type { RatingConfig } from './schema.ts'

type RatingVisit = Visit<RatingConfig>

export const handler = handle<RatingConfig>({
  enter: (visit) => ask(visit, visit.text(visit.config.text), 0),
  resume(visit, event) {
    if (event.kind === 'timeout') return go('no-answer')
    const understood = understand(event.content, picksOf(visit), { languages: [visit.language] })
    return understood ? rated(visit, Number(understood.id)) : misunderstood(visit)
  },
})

function rated({ config, node }: RatingVisit, mark: number): Outcome {
  return go('rated', {
    ...(config.saveAs ? { set: { [config.saveAs]: mark } } : {}),
    effects: [{ kind: 'event', type: 'rated', data: { mark, of: config.highest } }],
    answer: { label: node.name, value: `${mark} of ${config.highest}` },
  })
}

function misunderstood(visit: RatingVisit): Outcome {
  const asked = Number(visit.memory.tries ?? 0)
  if (asked >= (visit.config.tries ?? defaultTries)) return go('invalid')
  return ask(visit, visit.text(notUnderstood), asked + 1)
}

const ask = (visit: RatingVisit, text: string, tries: number): Outcome =>
  wait({ seconds: visit.config.noAnswerSeconds, memory: { tries } }, { say: [asks(visit, text)] })

const picksOf = ({ config: { highest }, language }: RatingVisit): Pickable[] =>
  marksUpTo(highest).map((mark) => ({
    id: mark,
    label: { [language]: mark },
    synonyms: { [language]: saidFor(Number(mark), highest) },
  }))

/** How people write a mark: 4/5, four stars, ⭐⭐⭐⭐. */
function saidFor(mark: number, highest: number): string[] {
  const key = `${mark}/${highest}`
  let said = marks.get(key)
  if (!said) {
    const words = ['stars', 'star', 'stars out of', 'out of', 'of'].map(
      (word) => `${mark} ${word}${word.endsWith('of') ? ` ${highest}` : ''}`,
    )
    said = [key, ...words, ...['星', '颗星', '顆星', '分', ' sao', ' ดาว', ' نجوم', ' bintang'].map((unit) => `${mark}${unit}`)]
    said.push('⭐'.repeat(mark), '★'.repeat(mark))
    marks.set(key, said)
  }
  return said
}

const marks = new Map<string, string[]>()
