import { turns } from '#server/store/collections.ts'
import type { Store } from '#server/store/contract.ts'
import { startWhatsAppPeer } from '#tests/peers/whatsapp/peer.ts'
import { inProcess, testClock, testSecrets } from '#tests/support/in-process.ts'
import { seed, seedShop } from '#tests/support/seed.ts'
import type { Figure } from './figure.ts'
import { eachOf } from './kill-nine.ts'
import { sendWhatsApp } from './senders.ts'

/**
 * R3. Every webhook is delivered again and again: twice at once, after a second, after a restart, after a day and after a week of the
 * server's own time. It is one step and one reply, and the vendor hears 200 each time.
 */
export async function duplicates(open: () => Promise<Store>, options: { on: string; webhooks: number }): Promise<Figure[]> {
  const peer = await startWhatsAppPeer({ ...seed, light: true })
  const clock = testClock()
  const store = await open()
  await seedShop(store, testSecrets, { apiBaseUrl: peer.url })
  const lines = Array.from({ length: options.webhooks }, (_, c) => ({
    from: `8526${String(c).padStart(7, '0')}`,
    id: `wamid.d${c}`,
    text: 'hi',
  }))
  let refused = 0
  let sent = 0
  const deliver = async (url: string, copies: number): Promise<void> => {
    await eachOf(lines, 16, async (line) => {
      const statuses = await Promise.all(Array.from({ length: copies }, () => sendWhatsApp(url, line)))
      sent += copies
      refused += statuses.filter((status) => status !== 200).length
    })
  }
  let server = await inProcess(store, { clock, allow: [peer.place] })
  try {
    await deliver(server.url, 2)
    clock.pass(1_000)
    await deliver(server.url, 1)
    await server.close()
    server = await inProcess(store, { clock, allow: [peer.place] })
    clock.pass(86_400_000)
    await deliver(server.url, 1)
    clock.pass(6 * 86_400_000)
    await deliver(server.url, 1)
    await server.outbox.idle()
    const steps = await store.collection(turns).count({ 'event.kind': 'message' })
    const replies = peer.sent().length
    const line = (name: string, figure: number, target: number): Figure => ({
      id: 'R3',
      name: `${name} (${options.on})`,
      figure: String(figure),
      target: String(target),
      pass: figure === target,
    })
    return [
      line(`turns of ${options.webhooks} webhooks delivered ${sent / options.webhooks} times`, steps, options.webhooks),
      line('replies sent', replies, options.webhooks),
      line('answers other than 200', refused, 0),
    ]
  } finally {
    await server.close()
    await store.close()
    await peer.close()
  }
}
