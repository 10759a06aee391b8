import { turns } from '#server/engine/collections.ts'
import { startWhatsAppPeer } from '#tests/peers/whatsapp/peer.ts'
import { type ClusterOptions, startCluster } from '#tests/support/cluster.ts'
import { seed } from '#tests/support/seed.ts'
import { arrivals } from './arrivals.ts'
import { type Figure, placeOf } from './figure.ts'
import { eachOf } from './kill-nine.ts'
import { sendWhatsApp } from './senders.ts'

/**
 * R3. Every webhook is delivered again and again, to every process there is: twice at once, once more after that, after a restart,
 * and after a day and a week of the server's own time. It is one step and one reply, and the vendor hears 200 each time.
 */
export async function duplicates(options: { on: ClusterOptions['on']; webhooks: number }): Promise<Figure[]> {
  const peer = await startWhatsAppPeer({ ...seed, light: true })
  const cluster = await startCluster({ on: options.on, apiBaseUrl: peer.url, allow: [peer.place] })
  const lines = Array.from({ length: options.webhooks }, (_, c) => ({
    from: `8526${String(c).padStart(7, '0')}`,
    id: `wamid.d${c}`,
    text: 'hi',
  }))
  let refused = 0
  let sent = 0
  const deliver = (copies: number): Promise<void> =>
    eachOf(lines, 16, async (line, c) => {
      const addresses = Array.from({ length: copies }, () => cluster.servers[(c + sent++) % cluster.servers.length]?.url ?? '')
      const statuses = await Promise.all(addresses.map((url) => sendWhatsApp(url, line)))
      refused += statuses.filter((status) => status !== 200).length
    })
  try {
    await deliver(2)
    await deliver(1)
    for (const ms of [0, 86_400_000, 6 * 86_400_000]) {
      await cluster.later(ms)
      await deliver(1)
    }
    await arrivals(peer, options.webhooks)
    const store = await cluster.stopAndOpen()
    const steps = await store.collection(turns).count({ 'event.kind': 'message' })
    await store.close()
    const line = (name: string, figure: number, target: number): Figure => ({
      id: 'R3',
      name: `${name} (${placeOf(options.on)})`,
      figure: String(figure),
      target: String(target),
      pass: figure === target,
    })
    return [
      line(`turns of ${options.webhooks} webhooks delivered ${sent / options.webhooks} times`, steps, options.webhooks),
      line('replies sent', peer.sent().length, options.webhooks),
      line('answers other than 200', refused, 0),
    ]
  } finally {
    await cluster.close()
    await peer.close()
  }
}
