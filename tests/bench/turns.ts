import { registry } from '#nodes/registry.ts'
import { advance } from '#runtime/advance.ts'
import { dialects } from '#runtime/channels/dialects.ts'
import { compileFlow } from '#runtime/graph.ts'
import type { World } from '#runtime/turn-draft.ts'
import type { ConversationState } from '#schemas/conversation.ts'
import type { IncomingContent } from '#schemas/message.ts'
import { turnId } from '#schemas/turn.ts'
import { threeMessages } from '#tests/support/seed.ts'
import { lineOf, messagesPerChat } from './load/work.ts'

/** The pure runtime alone: chats of three messages, one after the other, for so many ms. Prints turns per second. */
const ms = Number(process.argv[2] ?? 1_000)
const now = '2026-11-23T10:00:00.000Z'
const compiled = compileFlow('flow1', 1, threeMessages(), registry)
const world: World = {
  registry,
  live: [compiled],
  version: () => compiled,
  http: () => Promise.reject(new Error('there is no network here')),
  windows: (kind) => dialects[kind].window,
}

let wrong = 0
await chatFor(ms / 4)
const turns = await chatFor(ms)
process.stdout.write(`${JSON.stringify({ perSecond: (turns / ms) * 1000, wrong })}\n`)

async function chatFor(duration: number): Promise<number> {
  const until = performance.now() + duration
  let turns = 0
  for (let number = 0; performance.now() < until; number++) {
    let state = newcomer(`c${number}`)
    for (let step = 0; step < messagesPerChat; step++) {
      const { text, choice, expected } = lineOf({ number, step })
      const content: IncomingContent = choice ? { kind: 'choice', ...choice } : { kind: 'text', text: text as string }
      const message = { id: `v.${step}`, channelId: 'web', from: { externalId: 'v' }, at: now, content }
      const turn = await advance(
        state,
        { kind: 'message', message },
        { turnId: turnId(state.conversationId, step + 1), now, world },
      )
      turns++
      const said = 'say' in turn ? turn.say[0]?.message : undefined
      if (!said || !('text' in said) || said.text !== expected) wrong++
      if ('state' in turn) state = turn.state
    }
  }
  return turns
}

function newcomer(conversationId: string): ConversationState {
  return {
    workspaceId: 'shop',
    conversationId,
    channel: { id: 'web', kind: 'web-chat' },
    address: 'v',
    owner: { kind: 'flow' },
    status: 'open',
    contact: { id: 'p', fields: {}, tags: [] },
    past: {},
    inbound: 0,
  }
}
