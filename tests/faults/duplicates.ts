import { channelNames } from '#schemas/message.ts'
import { turns } from '#server/engine/collections.ts'
import { type ClusterOptions, startCluster } from '#tests/support/cluster.ts'
import { arrivals } from './arrivals.ts'
import { type DoorKind, doors } from './doors.ts'
import { type Figure, placeOf } from './figure.ts'
import { eachOf } from './kill-nine.ts'

/**
 * R3. Every message is brought again and again, to every process there is: twice at once, once more after that, after a restart,
 * and after a day and a week of the server's own time. It is one step and one reply, and the vendor hears 200 each time; of mails, none
 * is left unread.
 */
export async function duplicates(options: { on: ClusterOptions['on']; webhooks: number; over?: DoorKind }): Promise<Figure[]> {
  const { on, webhooks, over = 'whatsapp' } = options
  const door = await doors[over]()
  const cluster = await startCluster({ on, ...door })
  const customers = Array.from({ length: webhooks }, (_, c) => c)
  let refused = 0
  let sent = 0
  const deliver = (copies: number): Promise<void> =>
    eachOf(customers, 16, async (c) => {
      const addresses = Array.from({ length: copies }, () => cluster.servers[(c + sent++) % cluster.servers.length]?.url ?? '')
      const statuses = await Promise.all(addresses.map((url) => door.brings(url, c, 0, 'hi')))
      refused += statuses.filter((status) => status !== 200).length
    })
  try {
    await deliver(2)
    await deliver(1)
    for (const ms of [0, 86_400_000, 6 * 86_400_000]) {
      await cluster.later(ms)
      await deliver(1)
    }
    await arrivals(() => door.replies().length, webhooks)
    await arrivals(() => sent - door.left(), sent)
    const store = await cluster.stopAndOpen()
    const steps = await store.collection(turns).count({ 'event.kind': 'message' })
    await store.close()
    const line = (name: string, figure: number, target: number): Figure => ({
      id: 'R3',
      name: `${name} (${channelNames[over]}, ${placeOf(on)})`,
      figure: String(figure),
      target: String(target),
      pass: figure === target,
    })
    return [
      line(`turns of ${webhooks} messages brought ${sent / webhooks} times`, steps, webhooks),
      line('replies sent', door.replies().length, webhooks),
      over === 'email' ? line('mails left unread', door.left(), 0) : line('answers other than 200', refused, 0),
    ]
  } finally {
    await cluster.close()
    await door.close()
  }
}
