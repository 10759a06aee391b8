import { randomBytes } from 'node:crypto'
import { seed } from '#tests/support/seed.ts'
import { postOf } from './connection.ts'
import { lineOf, type Work } from './work.ts'

/** Visitors who write to the web chat; the reply is in the answer. Every run brings new visitors. */
export function webChatWork(url: string): Work {
  const run = randomBytes(12).toString('hex')
  const path = `/chat/${seed.webChat}/messages`
  return {
    request: (chat) => {
      const { expected: _, ...said } = lineOf(chat)
      const body = JSON.stringify({ clientId: `m${chat.step}`, ...said })
      return postOf(url, path, { Authorization: `Bearer ${run}${String(chat.number).padStart(12, '0')}` }, body)
    },
    answered: (chat, { status, body }, done) => done(status === 200 && body.includes(fragments(lineOf(chat).expected))),
  }
}

const known = new Map<string, Buffer>()

/** The text as it stands in the answer's JSON. */
function fragments(text: string): Buffer {
  let bytes = known.get(text)
  if (!bytes) {
    bytes = Buffer.from(`"text":${JSON.stringify(text)}`)
    known.set(text, bytes)
  }
  return bytes
}
