import type { ChildServer } from '#tests/support/child-server.ts'
import type { Measured, Order } from './load.ts'
import type { LoadProcess } from './load-process.ts'
import { median } from './rows.ts'

/** How long and how often; every target is measured in every round, one after the other, so that a noisy minute meets them all. */
export interface Pace {
  rounds: number
  warmUpMs: number
  ms: number
}

export interface Target {
  name: string
  server(): ChildServer
  echo: boolean
}

/** A target at its most and at half of that. */
export interface Reached {
  most: Measured
  half: Measured
}

const connections = 32

/** Every target as fast as it goes over 32 connections, then at half of that rate; medians over the rounds. */
export async function rounds(
  load: LoadProcess,
  work: Order['work'],
  targets: Target[],
  pace: Pace,
): Promise<Map<string, Reached>> {
  const all = new Map<string, Reached[]>()
  // What runs for the first time is compiled first; a server is measured as it is after its first seconds.
  for (const target of targets) await load.run(orderFor(work, target, pace))
  for (let round = 0; round < pace.rounds; round++) {
    // There and back: no target always comes after the same one.
    for (const target of round % 2 === 0 ? targets : targets.toReversed()) {
      const { name } = target
      const order = orderFor(work, target, pace)
      const most = await load.run(order)
      const half = await load.run({ ...order, perSecond: Math.max(1, most.perSecond / 2) })
      all.set(name, [...(all.get(name) ?? []), { most, half }])
    }
  }
  return new Map(
    [...all].map(([name, reached]) => [
      name,
      { most: middle(reached.map(({ most }) => most)), half: middle(reached.map(({ half }) => half)) },
    ]),
  )
}

function orderFor(work: Order['work'], { server, echo }: Target, { warmUpMs, ms }: Pace): Order {
  const { url, pid } = server()
  return { work, url, pid, echo, connections, warmUpMs, ms }
}

/** Medians, figure by figure; wrong answers are added up. */
function middle(measured: Measured[]): Measured {
  const of = (figure: 'perSecond' | 'p50' | 'p99' | 'loadMs'): number => median(measured.map((one) => one[figure]))
  const known = (figure: 'cpuMs' | 'writtenKb' | 'memoryMb'): number[] => measured.flatMap((one) => one[figure] ?? [])
  const [cpu, written, memory] = [known('cpuMs'), known('writtenKb'), known('memoryMb')]
  return {
    perSecond: of('perSecond'),
    p50: of('p50'),
    p99: of('p99'),
    loadMs: of('loadMs'),
    wrong: measured.reduce((sum, { wrong }) => sum + wrong, 0),
    ...(cpu.length > 0 ? { cpuMs: median(cpu), writtenKb: median(written), memoryMb: Math.max(...memory) } : {}),
  }
}
