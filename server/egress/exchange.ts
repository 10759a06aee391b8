import type { IncomingHttpHeaders } from 'node:http'
import type { Dispatcher } from 'undici'
import { EgressError } from './error.ts'
import { textOf } from './text-of.ts'

export interface Answer {
  status: number
  headers: IncomingHttpHeaders
  /** Nothing when `isRedirect`. */
  body: string
}

export const isRedirect = ({ status, headers }: Pick<Answer, 'status' | 'headers'>): boolean =>
  [301, 302, 303, 307, 308].includes(status) && typeof headers.location === 'string'

/**
 * One request and its whole answer, for undici's `dispatch`. Its `request` gives the body as a stream, which doubles what a call
 * costs, and every body we read is small.
 */
export class Exchange implements Dispatcher.DispatchHandler {
  readonly #done: { resolve(answer: Answer): void; reject(error: unknown): void }
  readonly #maxBytes: number
  #controller: Dispatcher.DispatchController | undefined
  #givenUp = false
  #answer: Answer = { status: 0, headers: {}, body: '' }
  #chunks: Buffer[] = []
  #bytes = 0

  constructor(done: { resolve(answer: Answer): void; reject(error: unknown): void }, maxBytes: number) {
    this.#done = done
    this.#maxBytes = maxBytes
  }

  get givenUp(): boolean {
    return this.#givenUp
  }

  /** Nobody waits for the answer any more: closes the connection, now or as soon as there is one. */
  giveUp(): void {
    this.#givenUp = true
    this.#controller?.abort(new EgressError('timeout'))
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller
    if (this.#givenUp) this.giveUp()
  }

  onResponseStart(controller: Dispatcher.DispatchController, status: number, headers: IncomingHttpHeaders): void {
    this.#answer = { status, headers, body: '' }
    // The next request goes elsewhere; how long this body is is not known.
    if (isRedirect(this.#answer)) {
      this.#done.resolve(this.#answer)
      controller.abort(new EgressError('too-large'))
    }
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#bytes += chunk.length
    if (this.#bytes > this.#maxBytes) controller.abort(new EgressError('too-large'))
    else this.#chunks.push(chunk)
  }

  onResponseEnd(): void {
    this.#answer.body = textOf(Buffer.concat(this.#chunks), this.#answer.headers['content-type'])
    this.#done.resolve(this.#answer)
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#done.reject(error)
  }
}
