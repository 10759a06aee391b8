import type { Worker } from './loop.ts'

/** Work that was begun and is not waited for, so that what takes long holds up nothing else. */
export class UnderWay {
  readonly #works = new Map<string, Promise<void>>()
  readonly #failed: (error: unknown) => void

  constructor(failed: (error: unknown) => void) {
    this.#failed = failed
  }

  /** Begins what is not under way already. */
  begin(id: string, work: () => Promise<void>): void {
    if (this.#works.has(id)) return
    const done = work()
      .catch(this.#failed)
      .finally(() => this.#works.delete(id))
    this.#works.set(id, done)
  }

  /** Resolves when no more than so many are under way. */
  async downTo(most: number): Promise<void> {
    while (this.#works.size > most) await Promise.race(this.#works.values())
  }

  /** A worker that has stopped when what it began is over, too. */
  endingWith(worker: Worker): Worker {
    const stop = async (): Promise<void> => {
      await worker.stop()
      await this.downTo(0)
    }
    return { ...worker, stop }
  }
}
