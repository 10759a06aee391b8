import { expect, it } from 'vitest'
import { places } from '#tests/support/cluster.ts'
import { mongoTestUri, openTestEmbedded, openTestMongo } from '#tests/support/stores.ts'
import { duplicates } from './duplicates.ts'
import type { Figure } from './figure.ts'
import { race } from './race.ts'
import { replayRecorded } from './replay.ts'
import { shutdown } from './shutdown.ts'

const stores = [['embedded', openTestEmbedded] as const, ...(mongoTestUri ? [['mongo', openTestMongo] as const] : [])]
const failed = (figures: Figure[]): Figure[] => figures.filter((figure) => !figure.pass)

it.each(stores)(
  'a webhook delivered five times is one step and one reply (%s)',
  async (on, open) => {
    expect(failed(await duplicates(open, { on, webhooks: 40 }))).toEqual([])
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

it.each(stores)(
  'recorded conversations come out the same when they are taken again (%s)',
  async (on, open) => {
    expect(failed(await replayRecorded(open, { on, conversations: 60 }))).toEqual([])
  },
  120_000,
)
