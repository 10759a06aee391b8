import type { KnownChannel } from '#server/channels/channel-book.ts'
import { handleMessage } from '#server/engine/turns/handle-message.ts'
import { openEmbedded } from '#server/store/embedded/open.ts'
import { openStore } from '#server/store/open.ts'
import { inProcess } from '#tests/support/in-process.ts'
import { seed } from '#tests/support/seed.ts'

const atOnce = 500

/** Lets `count` visitors write their first message and then wait at the menu: real turns, rows and counters, by the engine itself. */
export async function fill(place: { folder: string; mongoUri?: string }, count: number): Promise<void> {
  const store = place.mongoUri
    ? await openStore(place as { folder: string })
    : await openEmbedded({ folder: place.folder, sync: false })
  const server = await inProcess(store)
  const channel = (await server.channels.get(seed.webChat)) as KnownChannel
  for (let first = 0; first < count; first += atOnce) {
    const numbers = Array.from({ length: Math.min(atOnce, count - first) }, (_, i) => first + i)
    await Promise.all(numbers.map((number) => handleMessage(server.engine, from(channel, `waiting${number}`, 'm0', 'hi'))))
  }
  await server.close()
  await store.close()
}

/** A visitor's text on a web chat, on its way to the engine. */
export const from = (
  channel: KnownChannel,
  visitorId: string,
  messageId: string,
  text: string,
): Parameters<typeof handleMessage>[1] => ({
  workspaceId: channel.workspaceId,
  channelKind: channel.kind,
  message: {
    id: `${visitorId}.${messageId}`,
    channelId: channel.id,
    from: { externalId: visitorId },
    at: new Date().toISOString(),
    content: { kind: 'text', text },
  },
})
