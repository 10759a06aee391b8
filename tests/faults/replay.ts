import { go, type NodeType } from '#nodes/contract.ts'
import { registry } from '#nodes/registry.ts'
import { firstState } from '#runtime/first-state.ts'
import { compileFlow } from '#runtime/graph.ts'
import { replay } from '#runtime/replay.ts'
import { worldOf } from '#runtime/world-of.ts'
import type { Turn } from '#schemas/turn.ts'
import { turns } from '#server/engine/collections.ts'
import { findAll } from '#server/store/find-all.ts'
import { type ClusterOptions, startCluster } from '#tests/support/cluster.ts'
import { seed, threeMessages } from '#tests/support/seed.ts'
import { type Figure, placeOf } from './figure.ts'
import { eachOf } from './kill-nine.ts'
import { script, seeded } from './oracle.ts'
import { post } from './senders.ts'

/** R21. Conversations recorded by the server are taken again by this program and come out the same; a broken program is noticed. */
export async function replayRecorded(options: { on: ClusterOptions['on']; conversations: number }): Promise<Figure[]> {
  const recorded = await record(options)
  const world = worldWith(registry)
  const departures = (await Promise.all(recorded.map(({ first, turns }) => replay(first, turns, () => world)))).filter(Boolean)
  const menu = registry.get('menu') as NodeType
  const broken = new Map(registry).set('menu', { ...menu, handler: { ...menu.handler, resume: () => go('o1') } })
  const caught = (await Promise.all(recorded.map(({ first, turns }) => replay(first, turns, () => worldWith(broken))))).filter(
    Boolean,
  )
  return [
    {
      id: 'R21',
      name: `recorded conversations that come out the same (${placeOf(options.on)})`,
      figure: String(recorded.length - departures.length),
      target: String(options.conversations),
      pass: departures.length === 0 && recorded.length === options.conversations,
    },
    {
      id: 'R21',
      name: 'a broken program is noticed',
      figure: `in ${caught.length} conversations`,
      target: '> 0',
      pass: caught.length > 0,
    },
  ]
}

interface Recorded {
  first: ReturnType<typeof firstState>
  turns: Turn[]
}

/** Visitors write, every line to another process; what the store then holds of each of them. */
async function record(options: { on: ClusterOptions['on']; conversations: number }): Promise<Recorded[]> {
  const random = seeded(21)
  const cluster = await startCluster({ on: options.on })
  try {
    await eachOf(Array.from({ length: options.conversations }), 24, async (_, c) => {
      const authorization = `Bearer visitor${String(c).padStart(36, '0')}`
      for (const [m, line] of script(1 + Math.floor(random() * 6), random).entries()) {
        const { url } = cluster.servers[(c + m) % cluster.servers.length] as { url: string }
        // One line in five is nonsense, so that asking again is recorded too.
        const body = JSON.stringify({ clientId: `${m}`, text: random() < 0.2 ? 'what?' : line })
        const status = await post(`${url}/chat/${seed.webChat}/messages`, body, { authorization })
        if (status !== 200) throw new Error(`a visitor's message was answered ${status}`)
      }
    })
    const store = await cluster.stopAndOpen()
    const recorded = new Map<string, Recorded>()
    for (const turn of await findAll(store.collection(turns), {}, { _id: 1 })) {
      const { conversationId } = turn.state
      const known = recorded.get(conversationId)
      if (known) known.turns.push(turn)
      else if (turn.event.kind === 'message') {
        const { message } = turn.event
        const first = firstState(conversationId, turn.state.contact.id, {
          workspaceId: seed.workspaceId,
          channelKind: 'web-chat',
          message,
        })
        recorded.set(conversationId, { first, turns: [turn] })
      }
    }
    await store.close()
    return [...recorded.values()]
  } finally {
    await cluster.close()
  }
}

const worldWith = (types: typeof registry) => worldOf(types, [compileFlow('flow1', 1, threeMessages(), types)])
