import type { ConsentState } from '#schemas/consent.ts'
import { go, handle, type Outcome, type Visit, wait } from '../contract.ts'
import { defaultTries } from '../fields.ts'
import { type Pickable, understand } from '../understand.ts'
import { notUnderstood } from '../words.ts'
import { no, yes } from '../yes-no.ts'
import { agreeing, asks, refusing } from './asks.ts'
import type { ConsentConfig } from './schema.ts'

type ConsentVisit = Visit<ConsentConfig>

export const handler = handle<ConsentConfig>({
  enter(visit) {
    const { purpose, askAgain } = visit.config
    const said = visit.contact.consents?.[purpose]
    // After STOP a yes of before says nothing.
    if (said === 'given' && !visit.contact.optedOut) return go('known', { note: { code: 'given-before' } })
    if (said === 'refused' && !askAgain) return go('refused', { note: { code: 'refused-before' } })
    return ask(visit, visit.text(visit.config.text), 0)
  },
  resume(visit, event) {
    // Silence is no yes.
    if (event.kind === 'timeout') return go('no-answer')
    const understood = understand(event.content, picksOf(visit), { languages: [visit.language] })
    return understood ? decided(visit, understood.id as ConsentState) : misunderstood(visit)
  },
})

function decided(visit: ConsentVisit, state: ConsentState): Outcome {
  const { config, node, language } = visit
  return go(state, {
    effects: [{ kind: 'consent', purpose: config.purpose, state, words: visit.text(config.text), language }],
    answer: { label: node.name, value: state },
  })
}

function misunderstood(visit: ConsentVisit): Outcome {
  const asked = Number(visit.memory.tries ?? 0)
  if (asked >= (visit.config.tries ?? defaultTries)) return go('invalid')
  return ask(visit, visit.text(notUnderstood), asked + 1)
}

const ask = (visit: ConsentVisit, text: string, tries: number): Outcome =>
  wait({ seconds: visit.config.noAnswerSeconds, memory: { tries } }, { say: [asks(visit, text)] })

const picksOf = ({ config }: ConsentVisit): Pickable[] => [
  { id: 'given', label: { ...agreeing, ...config.agree }, synonyms: withLabel(yes) },
  { id: 'refused', label: { ...refusing, ...config.refuse }, synonyms: withLabel(no) },
]

/** Yes and no as people type them, and as they are called. */
const withLabel = ({ label, synonyms }: typeof yes): Record<string, string[]> =>
  Object.fromEntries(
    Object.entries(synonyms).map(([language, words]) => [language, [...words, ...(label[language] ? [label[language]] : [])]]),
  )
