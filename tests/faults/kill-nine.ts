import { turnId } from '#schemas/turn.ts'
import { turns } from '#server/engine/collections.ts'
import { counters } from '#server/statistics/collections.ts'
import type { Store } from '#server/store/contract.ts'
import { startWhatsAppPeer, type WhatsAppPeer } from '#tests/peers/whatsapp/peer.ts'
import { type ClusterOptions, startCluster } from '#tests/support/cluster.ts'
import { conversationIn } from '#tests/support/conversation-id.ts'
import { median } from '#tests/support/median.ts'
import { seed } from '#tests/support/seed.ts'
import { arrivals } from './arrivals.ts'
import { type Figure, placeOf } from './figure.ts'
import { type OracleState, oracle, script, seeded } from './oracle.ts'
import { untilAcknowledged } from './senders.ts'

/**
 * R1. Customers write over signed WhatsApp webhooks while the server is killed with -9 at random moments; the sender repeats what
 * was not acknowledged. Afterwards every conversation is held against the oracle: states, replies, numbers and counters.
 */
export async function killNine(options: {
  on: ClusterOptions['on']
  conversations: number
  messagesEach: number
  kills: number
  seed: number
}): Promise<Figure[]> {
  const random = seeded(options.seed)
  const scripts = Array.from({ length: options.conversations }, () => script(options.messagesEach, random))
  const total = options.conversations * options.messagesEach
  // As the vendor does, the peer tells of every message it accepted until it is heard.
  const address = (): string => cluster.servers[Math.floor(random() * cluster.servers.length)]?.url ?? ''
  const webhookUrl = (): string => `${address()}/webhooks/whatsapp/${seed.whatsApp}`
  const peer = await startWhatsAppPeer({ ...seed, light: true, statuses: { webhookUrl, order: ['sent'], redeliver: true } })
  const cluster = await startCluster({ on: options.on, apiBaseUrl: peer.url, allow: [peer.place] })
  try {
    const killAt = Array.from({ length: options.kills }, () => Math.floor(random() * total)).sort((a, b) => a - b)
    const readyMs: number[] = []
    let acknowledged = 0
    let killing = Promise.resolve()
    const maybeKill = (): void => {
      while (killAt.length > 0 && acknowledged >= (killAt[0] as number)) {
        killAt.shift()
        killing = killing.then(async () => {
          readyMs.push(await cluster.kill(Math.floor(random() * cluster.servers.length)))
        })
      }
    }
    await eachOf(scripts, 24, async (lines, c) => {
      for (const [m, text] of lines.entries()) {
        await untilAcknowledged(address, { from: phoneOf(c), id: `wamid.${c}.${m}`, text })
        acknowledged++
        maybeKill()
        // Kills take turns with traffic: while one is under way the others pile up behind it, not on top of it.
        if (killAt.length > 0 && acknowledged > (killAt[0] as number)) await killing
      }
    })
    await killing
    await arrivals(() => new Set(peer.sent().map(({ ourId }) => ourId)).size, total)
    await peer.settled()
    await cluster.counted()
    const store = await cluster.stopAndOpen()
    const found = await compare(store, scripts)
    await store.close()
    return figures(options, peer, found, readyMs, total)
  } finally {
    await cluster.close()
    await peer.close()
  }
}

interface Found {
  lost: number
  twice: number
  wrongStates: number
  wrongCounts: number
}

/** What the store holds, against the oracle. */
export async function compare(store: Store, scripts: string[][]): Promise<Found> {
  const found: Found = { lost: 0, twice: 0, wrongStates: 0, wrongCounts: 0 }
  const expected = { language: 0, topic: 0 }
  await eachOf(scripts, 32, async (lines, c) => {
    const id = await conversationIn(store, seed.whatsApp, phoneOf(c))
    const kept = await store
      .collection(turns)
      .find({ _id: { $gt: turnId(id, 0), $lt: `${id}/` } }, { sort: { _id: 1 }, limit: 1000 })
    const keys = kept.items.map((turn) => turn.inboundKey)
    found.lost += lines.filter((_, m) => !keys.includes(`${seed.whatsApp}:wamid.${c}.${m}`)).length
    found.twice += keys.length - new Set(keys).size
    let state: OracleState = { at: 'nowhere', language: 0 }
    for (const text of lines) {
      if (state.at === 'nowhere') expected.language++
      if (state.at === 'language') expected.topic++
      state = oracle(state, text).state
    }
    const last = kept.items.at(-1)
    const at = last?.state.session?.at?.nodeId ?? 'nowhere'
    if (at !== state.at || last?.number !== lines.length) found.wrongStates++
  })
  let after: string | undefined
  const entered: Record<string, number> = {}
  do {
    const page = await store.collection(counters).find({}, { sort: { _id: 1 }, limit: 1000, ...(after ? { after } : {}) })
    for (const doc of page.items) if (!doc.grain) entered[doc.nodeId] = (entered[doc.nodeId] ?? 0) + doc.entered
    after = page.next
  } while (after)
  found.wrongCounts = Math.abs((entered.language ?? 0) - expected.language) + Math.abs((entered.topic ?? 0) - expected.topic)
  return found
}

function figures(
  options: { on: ClusterOptions['on']; kills: number },
  peer: WhatsAppPeer,
  found: Found,
  readyMs: number[],
  total: number,
): Figure[] {
  const sent = peer.sent()
  const ids = new Set(sent.map((message) => message.ourId))
  const duplicates = sent.length - ids.size
  const slowest = Math.max(0, ...readyMs)
  const usual = readyMs.length > 0 ? median(readyMs) : 0
  const line = (name: string, figure: string, target: string, pass: boolean): Figure => ({
    id: 'R1',
    name: `${name} (${placeOf(options.on)})`,
    figure,
    target,
    pass,
  })
  return [
    line(`acknowledged messages lost in ${total}, ${options.kills} × kill -9`, String(found.lost), '0', found.lost === 0),
    line('messages taken twice', String(found.twice), '0', found.twice === 0),
    line('conversations unlike the oracle', String(found.wrongStates), '0', found.wrongStates === 0),
    line('visits counted wrong', String(found.wrongCounts), '0', found.wrongCounts === 0),
    line('replies never sent', String(total - ids.size), '0', ids.size === total),
    line('replies sent twice, same idempotency key', String(duplicates), `≤ ${options.kills}`, duplicates <= options.kills),
    line('slowest start after a kill', `${Math.round(slowest)} ms, median ${Math.round(usual)}`, '≤ 2,000 ms', slowest <= 2_000),
  ]
}

export const phoneOf = (c: number): string => `8529${String(c).padStart(7, '0')}`

/** Runs `work` over all items, so many at a time. */
export async function eachOf<T>(items: readonly T[], atOnce: number, work: (item: T, i: number) => Promise<void>): Promise<void> {
  let next = 0
  const worker = async (): Promise<void> => {
    while (next < items.length) {
      const i = next++
      await work(items[i] as T, i)
    }
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, worker))
}
