/**
 * One thing at a time per conversation, in the order it arrived. A job that calls out over the network says so; whoever waits
 * behind it, now or later, is asked to `keep` itself first, so that it can be acknowledged without waiting for the network.
 */
export class ConversationQueue {
  readonly #lines = new Map<string, Line>()

  run<T>(conversationId: string, job: Job<T>): Promise<T> {
    let line = this.#lines.get(conversationId)
    if (!line) {
      line = { waiting: [], callsOut: false }
      this.#lines.set(conversationId, line)
      return this.#work(conversationId, line, job)
    }
    const running = line
    return new Promise<T>((resolve, reject) => {
      running.waiting.push({ start: () => this.#work(conversationId, running, job).then(resolve, reject), keep: job.keep })
      if (running.callsOut) job.keep?.()
    })
  }

  /** Conversations with something under way. */
  get size(): number {
    return this.#lines.size
  }

  /** Resolves when nothing is under way any more. */
  async idle(): Promise<void> {
    while (this.#lines.size > 0) await new Promise<void>((resolve) => setImmediate(resolve))
  }

  async #work<T>(conversationId: string, line: Line, job: Job<T>): Promise<T> {
    try {
      return await job.run(() => {
        line.callsOut = true
        for (const waiter of line.waiting) waiter.keep?.()
      })
    } finally {
      line.callsOut = false
      const next = line.waiting.shift()
      if (next) void next.start()
      else this.#lines.delete(conversationId)
    }
  }
}

export interface Job<T> {
  run(network: () => void): Promise<T>
  /** Called when the wait becomes long. */
  keep?(): void
}

interface Line {
  waiting: { start(): Promise<void>; keep: (() => void) | undefined }[]
  callsOut: boolean
}
