import type { Connection } from './connection.ts'
import { type Histogram, histogram } from './histogram.ts'
import { type Chat, messagesPerChat, type Work } from './work.ts'

export interface Span {
  warmUpMs: number
  ms: number
}

export interface Counted {
  latencies: Histogram
  /** Answered, but not as they must be; or never. */
  wrong: number
  /** How long the span became: a busy machine opens and closes it late. */
  ms: number
}

/** What is called at the beginning and at the end of the measured span. */
export type Mark = () => void

const farewellMs = 5_000

/** Every connection sends the next message as soon as the one before is answered: as fast as the server goes. */
export async function closedLoop(work: Work, connections: Connection[], span: Span, mark: Mark): Promise<Counted> {
  const counter = count(span, mark)
  let next = 0
  const talk = (connection: Connection): Promise<void> =>
    new Promise((resolve) => {
      let chat: Chat = { number: next++, step: 0 }
      const say = (): void => {
        if (counter.over()) {
          resolve()
          return
        }
        const sentAt = performance.now()
        connection.post(work.request(chat), (answer) =>
          work.answered(chat, answer, (right) => {
            counter.add(sentAt, right)
            if (answer.status === 0) return resolve()
            chat = chat.step + 1 < messagesPerChat ? { number: chat.number, step: chat.step + 1 } : { number: next++, step: 0 }
            say()
          }),
        )
      }
      say()
    })
  await within(Promise.all(connections.map(talk)), span)
  return counter.result
}

/**
 * Messages come when they come, `perSecond` of them, whether or not the server keeps up; a latency is counted from the time its
 * message was due, so a stall is paid by all that were due in it.
 */
export async function openLoop(
  work: Work,
  connections: Connection[],
  span: Span,
  mark: Mark,
  perSecond: number,
): Promise<Counted> {
  const counter = count(span, mark)
  const free = [...connections]
  const ready: Chat[] = []
  const began = performance.now()
  let next = 0
  let sent = 0
  let pending = 0
  await within(
    new Promise<void>((resolve) => {
      const say = (dueAt: number): void => {
        // The longest idle one: a server closes what is idle for seconds.
        const connection = free.shift() as Connection
        const chat = ready.shift() ?? { number: next++, step: 0 }
        pending++
        connection.post(work.request(chat), (answer) => {
          if (answer.status > 0) free.push(connection)
          work.answered(chat, answer, (right) => {
            pending--
            counter.add(dueAt, right)
            if (right && chat.step + 1 < messagesPerChat) ready.push({ number: chat.number, step: chat.step + 1 })
          })
        })
      }
      const tick = (): void => {
        const due = Math.floor(((performance.now() - began) / 1000) * perSecond)
        while (sent < due && free.length > 0 && !counter.over()) say(began + (sent++ / perSecond) * 1000)
        if (counter.over() && pending === 0) resolve()
        else setTimeout(tick, 1)
      }
      tick()
    }),
    span,
  )
  return counter.result
}

/** Messages that are answered within the span count, and wrong ones at any time. */
function count({ warmUpMs, ms }: Span, mark: Mark) {
  const result: Counted = { latencies: histogram(), wrong: 0, ms: 0 }
  let from = 0
  setTimeout(() => {
    from = performance.now()
    mark()
  }, warmUpMs)
  setTimeout(() => {
    result.ms = performance.now() - from
    mark()
  }, warmUpMs + ms)
  return {
    result,
    over: () => result.ms > 0,
    add: (sentAt: number, right: boolean): void => {
      if (!right) result.wrong++
      else if (from > 0 && result.ms === 0) result.latencies.add(performance.now() - sentAt)
    },
  }
}

/** A loop that does not come to its end has messages that were never answered. */
async function within(loop: Promise<unknown>, { warmUpMs, ms }: Span): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error('a message was never answered')), warmUpMs + ms + farewellMs)
  })
  await Promise.race([loop, late])
  clearTimeout(timer)
}
