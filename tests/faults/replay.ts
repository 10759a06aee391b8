import { go, type NodeType } from '#nodes/contract.ts'
import { registry } from '#nodes/registry.ts'
import { dialects } from '#runtime/channels/dialects.ts'
import { compileFlow } from '#runtime/graph.ts'
import { replay } from '#runtime/replay.ts'
import type { World } from '#runtime/turn-draft.ts'
import type { Turn } from '#schemas/turn.ts'
import { conversationIdOf } from '#server/engine/ids.ts'
import type { Store } from '#server/store/contract.ts'
import { firstState, handleMessage } from '#server/use-cases/handle-message.ts'
import { inProcess, testClock, testSecrets } from '#tests/support/in-process.ts'
import { seed, seedShop, threeMessages } from '#tests/support/seed.ts'
import type { Figure } from './figure.ts'
import { eachOf } from './kill-nine.ts'
import { script, seeded } from './oracle.ts'

/** R21. Conversations recorded by the server are taken again by this program and come out the same; a broken program is noticed. */
export async function replayRecorded(
  open: () => Promise<Store>,
  options: { on: string; conversations: number },
): Promise<Figure[]> {
  const store = await open()
  await seedShop(store, testSecrets)
  const clock = testClock()
  const server = await inProcess(store, { clock, workers: false })
  const random = seeded(21)
  const recorded: { first: ReturnType<typeof firstState>; turns: Turn[] }[] = []
  try {
    await eachOf(Array.from({ length: options.conversations }), 32, async (_, c) => {
      const lines = script(1 + Math.floor(random() * 6), random)
      const from = { externalId: `visitor${c}`, name: `Visitor ${c}` }
      const taken: Turn[] = []
      let first: ReturnType<typeof firstState> | undefined
      for (const [m, text] of lines.entries()) {
        clock.pass(Math.floor(random() * 5_000))
        const at = new Date(clock.now()).toISOString()
        // One line in five is nonsense, so that asking again is recorded too.
        const content = { kind: 'text' as const, text: random() < 0.2 ? 'what?' : text }
        const what = {
          workspaceId: seed.workspaceId,
          channelKind: 'web-chat' as const,
          message: { id: `v${c}.${m}`, channelId: seed.webChat, from, at, content },
        }
        first ??= firstState(conversationIdOf(seed.webChat, from.externalId), what)
        const handled = await handleMessage(server.engine, what)
        if (handled.kind === 'turn') taken.push(handled.turn)
      }
      if (first) recorded.push({ first, turns: taken })
    })
  } finally {
    await server.close()
    await store.close()
  }

  const world = worldOf(registry)
  const departures = (await Promise.all(recorded.map(({ first, turns }) => replay(first, turns, world)))).filter(Boolean)
  const menu = registry.get('menu') as NodeType
  const broken = new Map(registry).set('menu', { ...menu, handler: { ...menu.handler, resume: () => go('o1') } })
  const caught = (await Promise.all(recorded.map(({ first, turns }) => replay(first, turns, worldOf(broken))))).filter(Boolean)
  return [
    {
      id: 'R21',
      name: `recorded conversations that come out the same (${options.on})`,
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

function worldOf(types: typeof registry): World {
  const compiled = compileFlow('flow1', 1, threeMessages(), types)
  return {
    registry: types,
    live: [compiled],
    version: () => compiled,
    timeZone: 'Asia/Hong_Kong',
    http: () => Promise.reject(new Error('a replay calls nobody')),
    replyWindowHours: (kind) => dialects[kind].capabilities.replyWindowHours,
  }
}
