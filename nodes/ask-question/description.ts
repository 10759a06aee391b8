import { describe } from '../contract.ts'
import { defaultTries } from '../fields.ts'
import { invalidOutput, noAnswerOutputs } from '../outputs.ts'
import { saying } from '../say.ts'
import { type AskQuestionConfig, schema } from './schema.ts'

const validLabels: Record<AskQuestionConfig['answer'], string> = {
  text: 'Answered',
  number: 'Valid number',
  email: 'Valid e-mail',
  phone: 'Valid phone number',
  date: 'Valid date',
}

export const description = describe<AskQuestionConfig>({
  type: 'ask-question',
  label: 'Question',
  summary: 'Asks for a text, a number, an e-mail address, a phone number or a date, and checks it.',
  category: 'ask',
  icon: 'message-question',
  schema,
  waits: 'answer',
  defaults: { text: { en: 'What would you like to know?' }, answer: 'text', saveAs: 'answer', tries: defaultTries },
  outputs: ({ answer, tries = defaultTries, noAnswerSeconds }) => [
    { name: 'valid', label: validLabels[answer], kind: 'answer', needed: true },
    invalidOutput('Not valid', tries),
    ...noAnswerOutputs(noAnswerSeconds),
  ],
  card: ({ text }) => ({ text }),
  preview: (visit) => saying(visit, visit.config.text),
  anyWords: ({ answer }) => answer === 'text',
  writes: ({ saveAs }) => [saveAs],
})
