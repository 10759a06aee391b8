import { expect, it } from 'vitest'
import { places } from '#tests/support/cluster.ts'
import { killNine } from './kill-nine.ts'

it.each(places)(
  'kill -9 loses nothing and repeats nothing (%s)',
  async (on) => {
    const figures = await killNine({ on, conversations: 60, messagesEach: 5, kills: 4, seed: 7 })
    expect(figures.filter((figure) => !figure.pass && !figure.name.startsWith('slowest'))).toEqual([])
  },
  180_000,
)
