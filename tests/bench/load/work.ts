import type { Answer } from './connection.ts'

/** One customer's way through the three messages of the measured flow. */
export interface Chat {
  number: number
  /** How many messages have been answered. */
  step: number
}

/** What is sent to a server and how a right answer is told from a wrong one. */
export interface Work {
  /** The next message of a chat, as it goes over the wire. */
  request(chat: Chat): string
  /** Says whether the message was answered as it must be, once all of the answer is there. */
  answered(chat: Chat, answer: Answer, done: (right: boolean) => void): void
}

export const messagesPerChat = 3

const languages = [
  { id: 'en', label: 'English', asks: 'What about?', answers: ['Answer 1', 'Answer 2', 'Answer 3'] },
  { id: 'zh-Hant', label: '繁體中文', asks: '關於什麼？', answers: ['答案 1', '答案 2', '答案 3'] },
  { id: 'zh-Hans', label: '简体中文', asks: '关于什么？', answers: ['答案 1 号', '答案 2 号', '答案 3 号'] },
] as const

/** What a customer says next, and the text that must come back. All languages and topics take turns. */
export function lineOf({ number, step }: Chat): { text?: string; choice?: { id: string; label: string }; expected: string } {
  const language = languages[number % 3] as (typeof languages)[number]
  const topic = Math.floor(number / 3) % 3
  if (step === 0) return { text: 'hi', expected: 'Which language?' }
  if (step === 1) return { choice: { id: language.id, label: language.label }, expected: language.asks }
  return { choice: { id: `o${topic + 1}`, label: 'This one' }, expected: language.answers[topic] as string }
}

/** The same messages to a server that only says them back. */
export const echoed = (work: Work): Work => ({
  request: work.request,
  answered: (_chat, answer, done) => done(answer.status === 200),
})
