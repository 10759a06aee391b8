import { registry } from '#nodes/registry.ts'
import { firstState } from '#runtime/first-state.ts'
import { compileFlow } from '#runtime/graph.ts'
import { SimulatedChat } from '#runtime/simulated-chat.ts'
import { worldOf } from '#runtime/world-of.ts'
import { threeMessages } from '#tests/support/seed.ts'
import { lineOf, messagesPerChat } from './load/work.ts'

/** The pure runtime alone: chats of three messages, one after the other, for so many ms. Prints turns per second. */
const ms = Number(process.argv[2] ?? 1_000)
const now = Date.parse('2026-11-23T10:00:00.000Z')
const compiled = compileFlow('flow1', 1, threeMessages(), registry)
const world = worldOf(registry, [compiled])

let wrong = 0
await chatFor(ms / 4)
const turns = await chatFor(ms)
process.stdout.write(`${JSON.stringify({ perSecond: (turns / ms) * 1000, wrong })}\n`)

async function chatFor(duration: number): Promise<number> {
  const until = performance.now() + duration
  let turns = 0
  for (let number = 0; performance.now() < until; number++) {
    const begins = {
      workspaceId: 'shop',
      channelKind: 'web-chat',
      message: { channelId: 'web', from: { externalId: 'v' } },
    } as const
    const chat = new SimulatedChat({ state: firstState(`c${number}`, 'p', begins), now, world: () => world })
    for (let step = 0; step < messagesPerChat; step++) {
      const { text, choice, expected } = lineOf({ number, step })
      const turn = await chat.hears(choice ? { kind: 'choice', ...choice } : { kind: 'text', text: text as string })
      turns++
      const said = 'say' in turn ? turn.say[0]?.message : undefined
      if (!said || !('text' in said) || said.text !== expected) wrong++
    }
  }
  return turns
}
