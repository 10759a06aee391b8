import { turnId } from '#schemas/turn.ts'
import { turns } from '#server/engine/collections.ts'
import { conversationIdOf } from '#server/engine/ids.ts'
import { startWhatsAppPeer } from '#tests/peers/whatsapp/peer.ts'
import { type ClusterOptions, startCluster } from '#tests/support/cluster.ts'
import { seed } from '#tests/support/seed.ts'
import { arrivals } from './arrivals.ts'
import { type Figure, placeOf } from './figure.ts'
import { eachOf } from './kill-nine.ts'
import { sendWhatsApp } from './senders.ts'

/** R4. Ten messages of one person arrive at the same moment, at every process there is: each is one turn, and replies keep their order. */
export async function race(options: {
  on: ClusterOptions['on']
  conversations: number
  messagesEach: number
}): Promise<Figure[]> {
  const peer = await startWhatsAppPeer({ ...seed, light: true })
  const cluster = await startCluster({ on: options.on, apiBaseUrl: peer.url, allow: [peer.place] })
  const total = options.conversations * options.messagesEach
  try {
    const people = Array.from({ length: options.conversations }, (_, c) => `8525${String(c).padStart(7, '0')}`)
    let refused = 0
    await eachOf(people, 12, async (from, c) => {
      const all = Array.from({ length: options.messagesEach }, (_, m) => {
        const server = cluster.servers[(c + m) % cluster.servers.length]
        return sendWhatsApp(server?.url ?? '', { from, id: `wamid.r${c}.${m}`, text: '1' })
      })
      refused += (await Promise.all(all)).filter((status) => status !== 200).length
    })
    await arrivals(peer, total)
    const sent = peer.sent()
    const store = await cluster.stopAndOpen()
    let saved = 0
    let gaps = 0
    let disordered = 0
    await eachOf(people, 32, async (from) => {
      const id = conversationIdOf(seed.whatsApp, from)
      const { items } = await store
        .collection(turns)
        .find({ _id: { $gt: turnId(id, 0), $lt: `${id}/` } }, { sort: { _id: 1 }, limit: 1000 })
      saved += items.length
      if (items.some((turn, i) => turn.number !== i + 1)) gaps++
      const order = sent.filter((message) => message.to === from).map((message) => message.ourId ?? '')
      if (order.some((ourId, i) => i > 0 && ourId < (order[i - 1] as string))) disordered++
    })
    await store.close()
    const line = (name: string, figure: number, target: number): Figure => ({
      id: 'R4',
      name: `${name} (${placeOf(options.on)})`,
      figure: String(figure),
      target: String(target),
      pass: figure === target,
    })
    return [
      line(`turns of ${total} messages sent ten at once`, saved, total),
      line('conversations with a gap or a repeated number', gaps, 0),
      line('conversations answered out of order', disordered, 0),
      line('answers other than 200', refused, 0),
    ]
  } finally {
    await cluster.close()
    await peer.close()
  }
}
