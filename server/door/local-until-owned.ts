import type { Server as HttpServer } from 'node:http'
import type { Socket } from 'node:net'
import { users } from '../store/collections.ts'
import type { Store } from '../store/contract.ts'

/**
 * Lets nobody but this machine in until someone owns the server: a connection that came to another address than 127.0.0.1 is
 * closed before anything of it is read. The store tells of the owner, whichever process made them. Whether there is one already.
 */
export async function localUntilOwned(http: HttpServer, store: Store, nowOwned: () => void): Promise<boolean> {
  const refuse = (socket: Socket): void => {
    if (socket.localAddress !== '127.0.0.1') socket.destroy()
  }
  let owned = false
  const stop = store.collection(users).subscribe(({ doc }) => {
    if (!doc || owned) return
    owned = true
    letIn()
    nowOwned()
  })
  const letIn = (): void => {
    stop()
    http.off('connection', refuse)
  }
  http.once('close', stop)
  http.on('connection', refuse)
  if (!owned && (await store.collection(users).count({})) > 0) {
    owned = true
    letIn()
  }
  return owned
}
