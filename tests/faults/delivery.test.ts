import { expect, it } from 'vitest'
import { dovecot, noDovecot } from '#tests/peers/email/dovecot.ts'
import { places } from '#tests/support/cluster.ts'
import type { DoorKind } from './doors.ts'
import { duplicates } from './duplicates.ts'
import type { Figure } from './figure.ts'
import { race } from './race.ts'
import { replayRecorded } from './replay.ts'
import { shutdown } from './shutdown.ts'

const failed = (figures: Figure[]): Figure[] => figures.filter((figure) => !figure.pass)

const kinds: DoorKind[] = ['whatsapp', 'telegram', ...(dovecot ? (['email'] as const) : [])]
if (!dovecot) it.skip(`mails that come twice and at once: ${noDovecot}`)
const ways = places.flatMap((on) => kinds.map((over) => [over, on] as const))

it.each(ways)(
  'a message of %s that is brought six times is one step and one reply (%s)',
  async (over, on) => {
    expect(failed(await duplicates({ on, over, webhooks: 40 }))).toEqual([])
  },
  240_000,
)

it.each(ways)(
  'ten messages of one person at once over %s keep their order and their numbers (%s)',
  async (over, on) => {
    expect(failed(await race({ on, over, conversations: 15, messagesEach: 10 }))).toEqual([])
  },
  240_000,
)

it.each(places)(
  'a server that is told to stop under load finishes what it took (%s)',
  async (on) => {
    expect(failed(await shutdown({ on, times: 2 }))).toEqual([])
  },
  240_000,
)

it.each(places)(
  'recorded conversations come out the same when they are taken again (%s)',
  async (on) => {
    expect(failed(await replayRecorded({ on, conversations: 60 }))).toEqual([])
  },
  240_000,
)
