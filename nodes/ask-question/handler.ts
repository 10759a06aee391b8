import { type Language, pickText } from '#schemas/text.ts'
import type { Effect } from '#schemas/turn.ts'
import { go, handle, type Outcome, type Says, type Visit, wait } from '../contract.ts'
import { defaultTries } from '../fields.ts'
import { saying } from '../say.ts'
import { understand } from '../understand.ts'
import { notValid } from '../words.ts'
import { no, yes } from '../yes-no.ts'
import { readAnswer } from './read-answer.ts'
import type { AskQuestionConfig } from './schema.ts'
import { isThatRight, notFitting, notValidTime } from './words.ts'

export const handler = handle<AskQuestionConfig>({
  enter: (visit) => ask(visit, saying(visit, visit.config.text), { tries: 0 }),
  resume(visit, event) {
    if (event.kind === 'timeout') return go('no-answer')
    const { proposed } = visit.memory
    const languages = [visit.language, visit.languages.default]
    const agreed = proposed === undefined ? null : understand(event.content, [yes, no], { languages })
    if (agreed?.id === 'yes') return keep(visit, proposed as string)
    if (agreed) return again(visit, saying(visit, visit.config.text))
    const read = readAnswer(visit, event.content)
    if (read === null) return again(visit)
    if (read.lacks === 'time') return again(visit, saying(visit, notValidTime))
    const doubtful = read.unsure && read.value !== proposed && !visit.isSensitive(visit.config.saveAs)
    return doubtful ? sayBack(visit, String(read.value)) : keep(visit, read.value)
  },
})

function keep({ config: { saveAs, saveToContact }, node }: Visit<AskQuestionConfig>, value: string | number): Outcome {
  return go('valid', {
    set: { [saveAs]: value },
    ...(saveToContact ? { effects: [onContact(saveToContact, value)] } : {}),
    answer: { label: node.name, value: String(value) },
  })
}

/** “Thursday, 24 December 2026, is that right?” It costs no try; another date is an answer as well. What is sensitive is not repeated. */
function sayBack(visit: Visit<AskQuestionConfig>, value: string): Outcome {
  const { language, languages, memory } = visit
  const text = pickText(isThatRight, language, languages.default) || (isThatRight.en as string)
  const choices = [yes, no].map(({ id, label }) => ({
    id,
    label: pickText(label, language, languages.default) || (label.en as string),
  }))
  const asks = { kind: 'choices', text: text.replace('{date}', spelt(value, language)), choices, button: '' } as const
  return ask(visit, [asks], { tries: Number(memory.tries ?? 0), proposed: value })
}

function again(visit: Visit<AskQuestionConfig>, words?: Says['say']): Outcome {
  const { config, memory } = visit
  const asked = Number(memory.tries ?? 0)
  if (asked >= (config.tries ?? defaultTries)) return go('invalid')
  const own = words ?? saying(visit, config.invalidText)
  return ask(visit, own.length > 0 ? own : saying(visit, wordsFor(config)), { tries: asked + 1 })
}

const wordsFor = ({ answer, rule, time }: AskQuestionConfig) =>
  answer === 'text' && rule ? notFitting : answer === 'date' && time === 'needed' ? notValidTime : notValid[answer]

const ask = ({ config }: Visit<AskQuestionConfig>, say: Says['say'], memory: { tries: number; proposed?: string }): Outcome =>
  wait({ seconds: config.noAnswerSeconds, memory }, { say: say ?? [] })

/** A kept date as its language writes it, the weekday too: that is what shows a mistake. */
function spelt(value: string, language: Language): string {
  const [day = '', time] = value.split('T')
  const wall = new Date(`${day}T${time ? time.slice(0, 8) : '00:00:00'}Z`)
  const format = new Intl.DateTimeFormat([language === 'en' ? 'en-GB' : language, 'en-GB'], {
    dateStyle: 'full',
    timeZone: 'UTC',
    ...(time ? { timeStyle: 'short' as const } : {}),
  })
  return format.format(wall)
}

function onContact(where: string, value: string | number): Effect {
  const field = /^field:(.+)$/.exec(where)?.[1]
  return field
    ? { kind: 'set-contact', contact: {}, fields: { [field]: value } }
    : { kind: 'set-contact', contact: { [where]: String(value) } }
}
