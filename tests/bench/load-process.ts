import { fork } from 'node:child_process'
import { once } from 'node:events'
import { builtFile } from '#tests/support/child-server.ts'
import type { Measured, Order } from './load.ts'
import type { Peer } from './shop.ts'

/** The process that makes the load. */
export interface LoadProcess {
  /** The WhatsApp peer that lives in it. */
  peer: Peer
  run(order: Order): Promise<Measured>
  end(): void
}

export async function startLoad(): Promise<LoadProcess> {
  const child = fork(builtFile('load'), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  const [peer] = (await once(child, 'message')) as [Peer]
  return {
    peer,
    run: async (order) => {
      child.send(order)
      const [answer] = (await once(child, 'message')) as [{ measured: Measured } | { error: string }]
      if ('error' in answer) throw new Error(answer.error)
      return answer.measured
    },
    end: () => child.disconnect(),
  }
}
