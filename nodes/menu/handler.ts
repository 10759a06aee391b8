import { pickText } from '#schemas/text.ts'
import { go, handle, type Outcome, type ResumeEvent, type Visit, wait } from '../contract.ts'
import { defaultTries } from '../fields.ts'
import { type Understood, understand } from '../understand.ts'
import { notUnderstood } from '../words.ts'
import { asks, orPlace } from './asks.ts'
import type { MenuConfig } from './schema.ts'

type MenuVisit = Visit<MenuConfig>

export const handler = handle<MenuConfig>({
  enter: (visit) => ask(visit, visit.text(visit.config.text), 0),
  resume: (visit, event) => (event.kind === 'timeout' ? go('no-answer') : answer(visit, event)),
})

function answer(visit: MenuVisit, { content }: Extract<ResumeEvent, { kind: 'answer' }>): Outcome {
  const { config, languages } = visit
  const options = config.options.map((option, index) => {
    const label = { ...option.label }
    label[visit.language] = orPlace(visit.text(option.label), index)
    return { id: option.id, label, synonyms: option.synonyms }
  })
  const understood = understand(content, options, {
    languages: [visit.language, languages.default, ...languages.offered],
    freely: config.understandTyped ?? true,
    numbered: visit.isNumbered(options.length),
  })
  return understood ? picked(visit, understood) : misunderstood(visit)
}

/** Variables, agents and statistics read the label in the flow's main language, whatever the customer saw. */
function picked(visit: MenuVisit, { id, typed }: Understood): Outcome {
  const { config, languages, node } = visit
  const place = config.options.findIndex((option) => option.id === id)
  const value = orPlace(visit.fill(pickText(config.options[place]?.label, languages.default, languages.default)), place)
  return go(id, {
    set: config.saveAs ? { [config.saveAs]: value } : undefined,
    note: typed ? { code: 'typed', values: { typed: typed.slice(0, 80), value } } : undefined,
    answer: { label: node.name, value, choice: true },
  })
}

function misunderstood(visit: MenuVisit): Outcome {
  const { config, memory } = visit
  const asked = Number(memory.tries ?? 0)
  if (asked >= (config.tries ?? defaultTries)) return go('invalid')
  return ask(visit, visit.text(config.notUnderstood) || visit.text(notUnderstood), asked + 1)
}

function ask(visit: MenuVisit, text: string, tries: number): Outcome {
  return wait({ seconds: visit.config.noAnswerSeconds, memory: { tries } }, { say: [asks(visit, text)] })
}
