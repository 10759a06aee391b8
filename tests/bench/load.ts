import { startWhatsAppPeer } from '#tests/peers/whatsapp/peer.ts'
import { processCost } from '#tests/support/process-cost.ts'
import { seed } from '#tests/support/seed.ts'
import { type Connection, connect } from './load/connection.ts'
import { closedLoop, openLoop, type Span } from './load/loops.ts'
import { webChatWork } from './load/web-chat.ts'
import { type WebhookWork, webhookWork } from './load/webhook.ts'
import { echoed } from './load/work.ts'

/** What to send where. With `perSecond` the messages come at that rate; without it, as fast as they are answered. */
export interface Order extends Span {
  work: 'web-chat' | 'webhook'
  url: string
  /** The server only says back what it is sent. */
  echo: boolean
  connections: number
  perSecond?: number
  /** The process whose cost is measured. */
  pid: number
}

export interface Measured {
  perSecond: number
  p50: number
  p99: number
  wrong: number
  /** Of the server's process: CPU and what it wrote, per message, and its memory at the end. Not known on every system. */
  cpuMs?: number
  writtenKb?: number
  memoryMb?: number
  /** Of this process, per message. */
  loadMs: number
}

/** Room for everything that waits while a server pauses for a moment. */
const openConnections = 128
const chatsSignedPerMs = 1.5

/** The process that makes the load, told by its parent what to do; the WhatsApp peer lives in it too. */
let webhooks: WebhookWork | undefined
const peer = await startWhatsAppPeer({ ...seed, light: true, accepted: (message) => webhooks?.arrived(message) })

process.on('message', (order: Order) => {
  run(order).then(
    (measured) => process.send?.({ measured }),
    (error: unknown) => process.send?.({ error: error instanceof Error ? error.message : String(error) }),
  )
})
process.on('disconnect', () => process.exit(0))
process.send?.({ url: peer.url, place: peer.place })

async function run(order: Order): Promise<Measured> {
  const { url, perSecond, pid } = order
  const chats = Math.ceil((order.warmUpMs + order.ms) * chatsSignedPerMs)
  const work = order.work === 'web-chat' ? webChatWork(url) : webhookWork(url, chats)
  webhooks = 'arrived' in work ? (work as WebhookWork) : undefined
  const asked = order.echo ? echoed(work) : work
  const count = perSecond === undefined ? order.connections : openConnections
  const connections: Connection[] = await Promise.all(Array.from({ length: count }, () => connect(url)))
  const marks: { cost: ReturnType<typeof processCost>; own: NodeJS.CpuUsage }[] = []
  const mark = (): void => void marks.push({ cost: processCost(pid), own: process.cpuUsage() })
  try {
    const { latencies, wrong, ms } =
      perSecond === undefined
        ? await closedLoop(asked, connections, order, mark)
        : await openLoop(asked, connections, order, mark, perSecond)
    const [before, after] = marks
    const messages = Math.max(1, latencies.count())
    const own = (after?.own.user ?? 0) + (after?.own.system ?? 0) - (before?.own.user ?? 0) - (before?.own.system ?? 0)
    return {
      perSecond: (latencies.count() / ms) * 1000,
      p50: latencies.quantile(0.5),
      p99: latencies.quantile(0.99),
      wrong,
      loadMs: own / 1000 / messages,
      ...(before?.cost && after?.cost
        ? {
            cpuMs: (after.cost.cpuMs - before.cost.cpuMs) / messages,
            writtenKb: (after.cost.writtenKb - before.cost.writtenKb) / messages,
            memoryMb: after.cost.memoryMb,
          }
        : {}),
    }
  } finally {
    for (const connection of connections) connection.close()
  }
}
