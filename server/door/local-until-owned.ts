import type { Server as HttpServer } from 'node:http'
import type { Socket } from 'node:net'
import { hasUsers, onUser } from '../accounts/index.ts'
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
  const letIn = (): void => {
    owned = true
    stop()
    http.off('connection', refuse)
  }
  const own = (): void => {
    if (owned) return
    letIn()
    nowOwned()
  }
  const stop = onUser(
    store,
    own,
    // Not known is as good as nobody.
    () =>
      void hasUsers(store).then(
        (is) => is && own(),
        () => {},
      ),
  )
  http.once('close', stop)
  http.on('connection', refuse)
  if ((await hasUsers(store)) && !owned) letIn()
  return owned
}
