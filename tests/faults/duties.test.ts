import { expect, it } from 'vitest'
import { startDuty } from '#server/engine/duty.ts'
import type { Engine } from '#server/engine/engine.ts'
import type { Store } from '#server/store/contract.ts'
import { anEngine } from '#tests/support/an-engine.ts'
import { testClock } from '#tests/support/in-process.ts'
import { eachStore } from '#tests/support/stores.ts'

/** Says that others may be at its documents, as a database's store does. */
const shared = (store: Store): Store => Object.create(store, { alone: { value: false } })

eachStore('a duty', (open) => {
  it('that throws is told in the log, counted, and done again', async () => {
    const clock = testClock()
    const lines: [object, string][] = []
    const log = { warn: () => {}, error: (details: object, line: string) => void lines.push([details, line]) }
    const engine = await anEngine(await open({ now: clock.now }), clock, { log })
    const broken = new Error('broken')
    let rounds = 0
    const worker = startDuty(engine, {
      name: 'sweep',
      failing: 'nothing is swept',
      round: async () => {
        if (++rounds === 1) throw broken
        return 3_600_000
      },
    })
    await expect.poll(() => engine.duties.get('sweep')).toEqual({ rounds: 1, failures: 1, lastAt: clock.now() })
    expect(lines).toEqual([[{ error: broken, duty: 'sweep' }, 'nothing is swept']])
    await worker.stop()
    await engine.close()
  })

  it('that one process at a time does goes to another when that one died', async () => {
    const clock = testClock()
    const store = shared(await open({ now: clock.now }))
    const rounds: string[] = []
    const does = (engine: Engine) =>
      startDuty(engine, {
        name: 'sweep',
        failing: 'nothing is swept',
        alone: true,
        round: async () => {
          rounds.push(engine.writer)
          return 1_000
        },
      })
    const tried = (engine: Engine) => engine.duties.get('sweep')?.rounds ?? 0
    const [a, b] = [await anEngine(store, clock, { writer: 'a' }), await anEngine(store, clock, { writer: 'b' })]
    const first = does(a)
    await expect.poll(() => tried(a)).toBe(1)
    await first.stop()
    const second = does(b)
    await expect.poll(() => tried(b)).toBe(1)
    expect(rounds).toEqual(['a'])
    clock.pass(60_000)
    second.nudge()
    await expect.poll(() => tried(b)).toBe(2)
    expect(rounds).toEqual(['a', 'b'])
    await second.stop()
    for (const engine of [a, b]) await engine.close()
  })
})
