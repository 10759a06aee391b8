import { ownLanguageName } from '#schemas/language-names.ts'
import type { Language, LocalisedText } from '#schemas/text.ts'
import { go, handle, type Outcome, type Visit, wait } from '../contract.ts'
import { defaultTries } from '../fields.ts'
import { type Pickable, understand } from '../understand.ts'
import { notUnderstood } from '../words.ts'
import { asks, nameOf } from './asks.ts'
import { namesFor } from './names.ts'
import type { LanguageConfig } from './schema.ts'

type LanguageVisit = Visit<LanguageConfig>

export const handler = handle<LanguageConfig>({
  enter(visit) {
    const { offered } = visit.languages
    const known = visit.contact.fields.language
    if (offered.length === 1) return go('chosen', { language: offered[0] as Language, note: { code: 'only-one' } })
    if ((visit.config.skipIfKnown ?? true) && typeof known === 'string' && offered.includes(known))
      return go('chosen', { language: known, note: { code: 'known', values: { language: ownLanguageName(known) } } })
    return ask(visit, visit.config.text, 0)
  },
  resume(visit, event) {
    if (event.kind === 'timeout') return go('no-answer')
    const understood = understand(event.content, picksOf(visit), { languages: [visit.language] })
    return understood ? chosen(visit, understood.id, understood.typed) : misunderstood(visit)
  },
})

function chosen(visit: LanguageVisit, language: Language, typed?: string): Outcome {
  const value = nameOf(visit, language)
  return go('chosen', {
    language,
    effects: [{ kind: 'set-contact', contact: {}, fields: { language } }],
    note: typed ? { code: 'typed', values: { typed: typed.slice(0, 80), value } } : undefined,
    answer: { label: visit.node.name, value, choice: true },
  })
}

/** Nobody is turned away for not naming a language: the chat goes on in the flow's main one. */
function misunderstood(visit: LanguageVisit): Outcome {
  const asked = Number(visit.memory.tries ?? 0)
  if (asked < defaultTries) return ask(visit, notUnderstood, asked + 1)
  return go('chosen', {
    language: visit.languages.default,
    outcome: 'failed',
    note: { code: 'not-understood' },
  })
}

const ask = (visit: LanguageVisit, text: LocalisedText, tries: number): Outcome =>
  wait({ seconds: visit.config.noAnswerSeconds, memory: { tries } }, { say: [asks(visit, text)] })

/** All names stand beside each other, not language by language: 中文 means nothing while two kinds of Chinese are offered. */
const picksOf = (visit: LanguageVisit): Pickable[] =>
  visit.languages.offered.map((language) => ({
    id: language,
    label: { [visit.language]: nameOf(visit, language) },
    synonyms: { [visit.language]: namesFor(language, visit.languages.offered) },
  }))
