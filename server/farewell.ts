import type { Assembled } from './assemble.ts'
import type { Store } from './store/contract.ts'

/** A supervisor waits five seconds before it kills; everything acknowledged is durable long before. */
const longestMs = 4_500

/** Closes the server and its store, in time: what is not finished by then is found and finished by the next start. */
export async function sayFarewell(server: Assembled, store: Store): Promise<void> {
  let late: NodeJS.Timeout | undefined
  const tooLate = new Promise<void>((resolve) => {
    late = setTimeout(resolve, longestMs)
  })
  await Promise.race([server.close().then(() => store.close()), tooLate])
  clearTimeout(late)
}
