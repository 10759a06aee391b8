import type { Effect } from '#schemas/turn.ts'
import { go, handle, type Outcome, type Says, type Visit, wait } from '../contract.ts'
import { defaultTries } from '../fields.ts'
import { saying } from '../say.ts'
import { notValid } from '../words.ts'
import { readAnswer } from './read-answer.ts'
import type { AskQuestionConfig } from './schema.ts'

export const handler = handle<AskQuestionConfig>({
  enter: (visit) => ask(visit, saying(visit, visit.config.text), 0),
  resume(visit, event) {
    if (event.kind === 'timeout') return go('no-answer')
    const value = readAnswer(visit, event.content)
    if (value === null) return notFitting(visit)
    const { saveAs, saveToContact } = visit.config
    return go('valid', {
      set: { [saveAs]: value },
      ...(saveToContact ? { effects: [onContact(saveToContact, value)] } : {}),
      answer: { label: visit.node.name, value: String(value) },
    })
  },
})

function notFitting(visit: Visit<AskQuestionConfig>): Outcome {
  const { config, memory } = visit
  const asked = Number(memory.tries ?? 0)
  if (asked >= (config.tries ?? defaultTries)) return go('invalid')
  const own = saying(visit, config.invalidText)
  return ask(visit, own.length > 0 ? own : saying(visit, notValid[config.answer]), asked + 1)
}

const ask = ({ config }: Visit<AskQuestionConfig>, say: Says['say'], tries: number): Outcome =>
  wait({ seconds: config.noAnswerSeconds, memory: { tries } }, { say: say ?? [] })

function onContact(where: string, value: string | number): Effect {
  const field = /^field:(.+)$/.exec(where)?.[1]
  return field
    ? { kind: 'set-contact', contact: {}, fields: { [field]: value } }
    : { kind: 'set-contact', contact: { [where]: String(value) } }
}
