import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Logger } from 'pino'
import type { Store } from '../store/contract.ts'
import { socketPath } from './socket-path.ts'

/** What whoever comes to the door wants, in their first line of JSON. */
export type Wish = { want: 'copy' } | { want: string; name: string }

/** Something else than a copy that may be wanted at the door: it says what it has to say, a line of JSON each, and is over when it resolves. */
export type Granting = (name: string, say: (news: object) => void) => Promise<void>

/** What the door says of a copy, a line of JSON each: where the copy is made; then that it is whole, or why there is none. */
export type CopyNews = { copying: string } | { copied: string } | { failed: string }

/** What a copy under way is called in the data folder: hidden, and as no person calls a backup of theirs that lies there too. */
const prefix = '.copying-'

/** A new folder beside the data for a copy. What a killed process leaves of it is taken away by `removeLeftCopies`. */
export const makeCopyFolder = (folder: string): string => mkdtempSync(join(folder, `${prefix}${process.pid}-`))

/** Takes away the copies that processes before this one were making when they were killed. Only the folder's owner may. */
function removeLeftCopies(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true }))
    if (entry.isDirectory() && entry.name.startsWith(prefix)) remove(join(folder, entry.name))
}

export interface CopyDoor {
  close(): void
}

interface DoorParts {
  store: Store
  folder: string
  log: Logger
  /** By what is wanted. */
  others?: Readonly<Record<string, Granting>>
}

/**
 * Lets whoever may read the data folder have a copy of the store while it serves: who asks for one at the socket in it is answered
 * with one, in a folder beside the data that goes when the connection does; `others` are asked for in the same way. A store that has tools
 * of its own has no door.
 */
export function openCopyDoor({ store, folder, log, others = {} }: DoorParts): CopyDoor {
  const path = socketPath(folder)
  if (!store.copyTo || !path) return { close: () => {} }
  // Of a process that was killed.
  rmSync(path, { force: true })
  removeLeftCopies(folder)
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
    // It went away; its copy is taken away with it.
    socket.on('error', () => {})
    const lines = createInterface({ input: socket })
    // It repeats the socket's.
    lines.on('error', () => {})
    lines.once('line', (line) => {
      lines.close()
      void grant(socket, line, { store, folder, log, others })
    })
  })
  server.on('error', (error) => log.warn({ error }, 'no backup can be made while this process serves'))
  server.listen(path, () => chmodSync(path, 0o600))
  return {
    close: () => {
      server.close()
      for (const socket of sockets) socket.destroy()
    },
  }
}

async function grant(socket: Socket, line: string, parts: Required<DoorParts>): Promise<void> {
  const say = (news: object): void => void (socket.writable && socket.write(`${JSON.stringify(news)}\n`))
  try {
    const wish: Wish = JSON.parse(line)
    if (!('name' in wish)) return await copy(socket, parts)
    const granting = Object.hasOwn(parts.others, wish.want) ? parts.others[wish.want] : undefined
    if (!granting) throw new Error(`it knows no ${wish.want}`)
    await granting(wish.name, say)
  } catch (error) {
    say({ failed: (error as Error).message })
  }
  socket.end()
}

async function copy(socket: Socket, { store, folder, log }: DoorParts): Promise<void> {
  const say = (news: CopyNews): void => void socket.write(`${JSON.stringify(news)}\n`)
  const gone = new Promise<void>((resolve) => socket.once('close', () => resolve()))
  let made: string | undefined
  try {
    made = makeCopyFolder(folder)
    say({ copying: made })
    await store.copyTo?.(made)
    say({ copied: made })
    log.info('a copy of the data folder was made for a backup')
  } catch (error) {
    log.error({ error }, 'a copy of the data folder could not be made')
    say({ failed: (error as Error).message })
  }
  socket.resume()
  await gone
  if (made) remove(made)
}

const remove = (copy: string): void => rmSync(copy, { recursive: true, force: true })
