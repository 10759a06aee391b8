import { turnId } from '#schemas/turn.ts'
import { turns } from '#server/engine/collections.ts'
import { startWhatsAppPeer } from '#tests/peers/whatsapp/peer.ts'
import { type ClusterOptions, startCluster } from '#tests/support/cluster.ts'
import { conversationIn } from '#tests/support/conversation-id.ts'
import { seed } from '#tests/support/seed.ts'
import { type Figure, placeOf } from './figure.ts'
import { sendWhatsApp } from './senders.ts'

const perSecond = 300
/** A store that takes less is given no more than it can hold, as a vendor would. */
const mostUnderWay = 200

/** R15. SIGTERM under load, again and again: the process leaves within 5 s with code 0, and nothing is lost or taken twice. */
export async function shutdown(options: { on: ClusterOptions['on']; times: number }): Promise<Figure[]> {
  const peer = await startWhatsAppPeer({ ...seed, light: true })
  const cluster = await startCluster({ on: options.on, apiBaseUrl: peer.url, allow: [peer.place] })
  try {
    const statuses: Record<number, number> = {}
    const acknowledged: string[] = []
    const under = new Set<Promise<void>>()
    let made = 0
    const send = (): void => {
      const c = made++
      const from = `8524${String(c).padStart(7, '0')}`
      const url = cluster.servers[c % cluster.servers.length]?.url ?? ''
      const sending = sendWhatsApp(url, { from, id: `wamid.s${c}`, text: 'hi' }).then((status) => {
        statuses[status] = (statuses[status] ?? 0) + 1
        if (status === 200) acknowledged.push(from)
        under.delete(sending)
      })
      under.add(sending)
    }
    const began = performance.now()
    const load = setInterval(() => {
      for (let i = 0; i < perSecond / 50 && under.size < mostUnderWay; i++) send()
    }, 20)
    const exits: { code: number | null; ms: number }[] = []
    for (let i = 0; i < options.times; i++) {
      const before = acknowledged.length
      while (acknowledged.length < before + 30) await new Promise((resolve) => setTimeout(resolve, 5))
      exits.push(await cluster.bounce(i % cluster.servers.length))
    }
    clearInterval(load)
    const rate = Math.round(made / ((performance.now() - began) / 1000))
    await Promise.all(under)
    const store = await cluster.stopAndOpen()
    let lost = 0
    for (const from of acknowledged)
      if (!(await store.collection(turns).get(turnId(await conversationIn(store, seed.whatsApp, from), 1)))) lost++
    await store.close()
    const sent = peer.sent()
    const twice = sent.length - new Set(sent.map((message) => message.ourId)).size
    const slowest = Math.max(...exits.map((exit) => exit.ms))
    const odd = Object.entries(statuses).filter(([status]) => !['200', '0', '503'].includes(status))
    const line = (name: string, figure: string, target: string, pass: boolean): Figure => ({
      id: 'R15',
      name: `${name} (${placeOf(options.on)})`,
      figure,
      target,
      pass,
    })
    return [
      line(
        `exit codes other than 0 in ${options.times} × SIGTERM at ${rate} msg/s`,
        String(exits.filter((exit) => exit.code !== 0).length),
        '0',
        exits.every((exit) => exit.code === 0),
      ),
      line('slowest farewell', `${Math.round(slowest)} ms`, '≤ 5,000 ms', slowest <= 5_000),
      line(`acknowledged messages lost of ${acknowledged.length}`, String(lost), '0', lost === 0),
      line('replies sent twice', String(twice), '0', twice === 0),
      line('answers other than 200, 503 and no connection', String(odd.length), '0', odd.length === 0),
    ]
  } finally {
    await cluster.close()
    await peer.close()
  }
}
