import { expect, it } from 'vitest'
import { places } from '#tests/support/cluster.ts'
import { duplicates } from './duplicates.ts'
import type { Figure } from './figure.ts'
import { race } from './race.ts'
import { replayRecorded } from './replay.ts'
import { shutdown } from './shutdown.ts'

const failed = (figures: Figure[]): Figure[] => figures.filter((figure) => !figure.pass)

it.each(places)(
  'a webhook delivered six times is one step and one reply (%s)',
  async (on) => {
    expect(failed(await duplicates({ on, webhooks: 40 }))).toEqual([])
  },
  120_000,
)

it.each(places)(
  'ten messages of one person at once keep their order and their numbers (%s)',
  async (on) => {
    expect(failed(await race({ on, conversations: 15, messagesEach: 10 }))).toEqual([])
  },
  120_000,
)

it.each(places)(
  'a server that is told to stop under load finishes what it took (%s)',
  async (on) => {
    expect(failed(await shutdown({ on, times: 2 }))).toEqual([])
  },
  120_000,
)

it.each(places)(
  'recorded conversations come out the same when they are taken again (%s)',
  async (on) => {
    expect(failed(await replayRecorded({ on, conversations: 60 }))).toEqual([])
  },
  120_000,
)
