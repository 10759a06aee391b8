import { channelNames } from '#schemas/message.ts'
import { type Turn, turnId } from '#schemas/turn.ts'
import { turns } from '#server/engine/collections.ts'
import { type ClusterOptions, startCluster } from '#tests/support/cluster.ts'
import { conversationIn } from '#tests/support/conversation-id.ts'
import { arrivals } from './arrivals.ts'
import { type DoorKind, doors, type Reply } from './doors.ts'
import { type Figure, placeOf } from './figure.ts'
import { eachOf } from './kill-nine.ts'

/** R4. Ten messages of one person arrive at the same moment, at every process there is: each is one turn, and replies keep their order. */
export async function race(options: {
  on: ClusterOptions['on']
  conversations: number
  messagesEach: number
  over?: DoorKind
}): Promise<Figure[]> {
  const { on, conversations, messagesEach, over = 'whatsapp' } = options
  const door = await doors[over]()
  const cluster = await startCluster({ on, ...door })
  const total = conversations * messagesEach
  try {
    const people = Array.from({ length: conversations }, (_, c) => c)
    let refused = 0
    await eachOf(people, 12, async (c) => {
      const all = Array.from({ length: messagesEach }, (_, m) => {
        const server = cluster.servers[(c + m) % cluster.servers.length]
        return door.brings(server?.url ?? '', c, m, '1')
      })
      refused += (await Promise.all(all)).filter((status) => status !== 200).length
    })
    // Where the channel carries our ids, one that comes twice is one.
    const different = (): number => {
      const replies = door.replies()
      return new Set(replies.map(({ ourId }, n) => ourId ?? n)).size
    }
    await arrivals(different, total)
    const repeated = door.replies().length - different()
    const sent = new Map<string, Reply[]>()
    for (const reply of door.replies()) sent.set(reply.to, [...(sent.get(reply.to) ?? []), reply])
    const store = await cluster.stopAndOpen()
    let saved = 0
    let gaps = 0
    let disordered = 0
    await eachOf(people, 32, async (c) => {
      const id = await conversationIn(store, door.channelId, door.customer(c))
      const { items } = await store
        .collection(turns)
        .find({ _id: { $gt: turnId(id, 0), $lt: `${id}/` } }, { sort: { _id: 1 }, limit: 1000 })
      saved += items.length
      if (items.some((turn, i) => turn.number !== i + 1)) gaps++
      if (!isInOrder(sent.get(door.customer(c)) ?? [], items)) disordered++
    })
    await store.close()
    const line = (name: string, figure: number, target: number): Figure => ({
      id: 'R4',
      name: `${name} (${channelNames[over]}, ${placeOf(on)})`,
      figure: String(figure),
      target: String(target),
      pass: figure === target,
    })
    return [
      line(`turns of ${total} messages sent ten at once`, saved, total),
      line('conversations with a gap or a repeated number', gaps, 0),
      line('conversations answered out of order', disordered, 0),
      line('replies sent twice', repeated, 0),
      line('answers other than 200', refused, 0),
    ]
  } finally {
    await cluster.close()
    await door.close()
  }
}

/** By our ids, where the channel carries them; else by what was said. */
function isInOrder(replies: readonly Reply[], taken: readonly Turn[]): boolean {
  if (replies.some(({ ourId }) => ourId))
    return replies.every(({ ourId = '' }, i) => i === 0 || ourId >= (replies[i - 1]?.ourId ?? ''))
  const said = taken.flatMap(({ say }) => say.map(({ message }) => (message.kind === 'media' ? '' : message.text)))
  return replies.length === said.length && replies.every(({ text }, i) => text === said[i])
}
