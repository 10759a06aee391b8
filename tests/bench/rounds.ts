import type { ChildServer } from '#tests/support/child-server.ts'
import { median } from '#tests/support/median.ts'
import type { Measured, Order } from './load.ts'
import type { LoadProcess } from './load-process.ts'

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

/** A target at its most and at half of that: medians over the rounds, and what every round reached. */
export interface Reached {
  most: Measured
  half: Measured
  perRound: number[]
}

const connections = 32

/** Every target as fast as it goes over 32 connections, then each at half of its rate. */
export async function rounds(
  load: LoadProcess,
  work: Order['work'],
  targets: Target[],
  pace: Pace,
): Promise<Map<string, Reached>> {
  const all = targets.map((target) => ({ target, most: [] as Measured[], half: [] as Measured[] }))
  // What runs for the first time is compiled first; a server is measured as it is after its first seconds.
  for (const target of targets) await load.run(orderFor(work, target, pace))
  for (let round = 0; round < pace.rounds; round++) {
    // There and back: no target always comes after the same one.
    const inTurn = round % 2 === 0 ? all : all.toReversed()
    for (const { target, most } of inTurn) most.push(await load.run(orderFor(work, target, pace)))
    for (const { target, most, half } of inTurn) {
      const { perSecond } = most.at(-1) as Measured
      half.push(await load.run({ ...orderFor(work, target, pace), perSecond: Math.max(1, perSecond / 2) }))
    }
  }
  return new Map(
    all.map(({ target, most, half }) => [
      target.name,
      { most: middle(most), half: middle(half), perRound: most.map(({ perSecond }) => perSecond) },
    ]),
  )
}

/** How many times as much as `other`: the median over the rounds, in each of which both were measured within the same seconds. */
export const timesAsMuch = (one: Reached, other: Reached): number =>
  median(one.perRound.map((rate, round) => rate / (other.perRound[round] as number)))

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
