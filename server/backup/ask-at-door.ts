import { connect } from 'node:net'
import { createInterface } from 'node:readline'
import type { Wish } from './copy-door.ts'

/**
 * Asks the process that serves a data folder, at the socket in it; `told` hears each line it says. `over` resolves when it has nothing more to
 * say: false when nobody answers there, for the socket was left behind.
 */
export function askAtDoor<News>(
  path: string,
  wish: Wish,
  told: (news: News) => void,
): { over: Promise<boolean>; leave: () => void } {
  const socket = connect(path)
  const over = new Promise<boolean>((resolve, reject) => {
    let connected = false
    socket.once('connect', () => {
      connected = true
      socket.write(`${JSON.stringify(wish)}\n`)
    })
    socket.once('error', (error) => (connected ? reject(error) : resolve(false)))
    const lines = createInterface({ input: socket })
    // It repeats the socket's.
    lines.on('error', () => {})
    lines.on('line', (line) => told(JSON.parse(line) as News))
    lines.once('close', () => resolve(connected))
  })
  return { over, leave: () => void socket.destroy() }
}
