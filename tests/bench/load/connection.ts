import { connect as connectSocket } from 'node:net'

export interface Answer {
  /** 0 when the connection broke. */
  status: number
  body: Buffer
}

/** A keep-alive connection that carries one request at a time. */
export interface Connection {
  post(request: string, answered: (answer: Answer) => void): void
  close(): void
}

const headEnd = Buffer.from('\r\n\r\n')
const nothing: Buffer = Buffer.alloc(0)

/**
 * A raw socket and the least of HTTP that answers with a `Content-Length` need: a load that costs more than what it measures
 * measures itself.
 */
export function connect(url: string): Promise<Connection> {
  const { hostname, port } = new URL(url)
  const socket = connectSocket({ host: hostname, port: Number(port), noDelay: true })
  let waiting: ((answer: Answer) => void) | undefined
  let received: Buffer = nothing
  const settle = (answer: Answer): void => {
    const answered = waiting
    waiting = undefined
    received = nothing
    answered?.(answer)
  }
  socket.on('data', (chunk: Buffer) => {
    received = received.length === 0 ? chunk : Buffer.concat([received, chunk])
    const end = received.indexOf(headEnd)
    if (end < 0) return
    const head = received.toString('latin1', 0, end)
    const length = Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1] ?? 0)
    const from = end + headEnd.length
    if (received.length >= from + length)
      settle({ status: Number(head.slice(9, 12)), body: received.subarray(from, from + length) })
  })
  socket.on('close', () => settle({ status: 0, body: nothing }))
  const connection: Connection = {
    post: (request, answered) => {
      if (socket.destroyed) return answered({ status: 0, body: nothing })
      waiting = answered
      socket.write(request)
    },
    close: () => socket.destroy(),
  }
  return new Promise((resolve, reject) => {
    socket.once('error', reject)
    socket.once('connect', () => {
      // From now on a broken connection is an answer of its own.
      socket.off('error', reject).on('error', () => {})
      resolve(connection)
    })
  })
}

/** A JSON POST as it goes over the wire. */
export function postOf(url: string, path: string, headers: Record<string, string>, body: string): string {
  const lines = Object.entries({ 'Content-Type': 'application/json', ...headers }).map(([name, value]) => `${name}: ${value}\r\n`)
  const length = Buffer.byteLength(body)
  return `POST ${path} HTTP/1.1\r\nHost: ${url.slice('http://'.length)}\r\n${lines.join('')}Content-Length: ${length}\r\n\r\n${body}`
}
