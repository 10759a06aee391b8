import type { IncomingMessage as Request, ServerResponse as Response } from 'node:http'
import type { WebChatReply } from '#schemas/api/web-chat.ts'
import type { Turn } from '#schemas/turn.ts'
import type { Hub } from '../../live/hub.ts'
import { nothingSaid, replyOf } from './replies.ts'
import type { TurnPage } from './turn-pages.ts'

/** Bytes a window may leave unread. It is cut off then, and comes back with the number it saw last. */
const mostUnread = 256 * 1024

/** Server-sent events: what is missed first, then every turn as it happens. The browser reconnects by itself. */
export async function streamTurns(
  { hub, agentName }: { hub: Hub; agentName(agentId: string): string | undefined },
  request: Request,
  response: Response,
  { channelId, visitorId }: { channelId: string; visitorId: string },
  after: number,
  readAfter: (after: number) => Promise<TurnPage>,
): Promise<void> {
  response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store', 'X-Accel-Buffering': 'no' })
  response.write('retry: 2000\n\n')
  let seen = after
  /** The conversation whose turns those are, once it is known. */
  let of: string | undefined
  let anew = false
  /** They are of another one than those before, which was deleted: nothing of it was seen. */
  const beginAnew = (): void => {
    seen = 0
    anew = true
  }
  /** False when the window should read first. */
  const send = (turns: readonly Turn[]): boolean => {
    const fresh = turns.filter((turn) => turn.number > seen)
    if (fresh.length === 0) return true
    const reply = { ...replyOf(fresh, agentName), ...(anew ? { anew } : {}) }
    seen = reply.turn
    anew = false
    return response.write(`id: ${reply.turn}\ndata: ${JSON.stringify(reply)}\n\n`)
  }
  const early: Turn[] = []
  let reading = true
  /** Reads what the window has not seen, then tells what was told meanwhile. */
  const catchUp = async (): Promise<void> => {
    reading = true
    try {
      let page: TurnPage
      do {
        page = await readAfter(seen)
        of = page.of ?? of
        if (page.anew) beginAnew()
        if (!send(page.turns)) await drained(response)
      } while (page.more && !response.destroyed)
    } catch {
      response.destroy()
      return
    }
    reading = false
    for (const turn of early.splice(0)) tell(turn)
  }
  const tell = (turn: Turn): void => {
    if (reading) return void early.push(turn)
    const { conversationId } = turn.state
    if (of !== undefined && of !== conversationId) beginAnew()
    of = conversationId
    // Turns have no gaps: one before this was not told of, for the store may begin to tell while the window reads.
    if (turn.number > seen + 1) void catchUp()
    else send([turn])
  }
  const stop = hub.onSender(channelId, visitorId, {
    turn: (turn) => {
      if (response.writableLength > mostUnread) response.destroy()
      else tell(turn)
    },
    typing: (lastsMs) => {
      if (!reading) response.write(`data: ${JSON.stringify({ ...nothingSaid, typing: lastsMs } satisfies WebChatReply)}\n\n`)
    },
    // The window comes back with the last number it saw.
    missed: () => response.destroy(),
  })
  const beat = setInterval(() => response.write(': still here\n\n'), 25_000)
  request.on('close', () => {
    clearInterval(beat)
    stop()
  })
  await catchUp()
}

const drained = (response: Response): Promise<void> =>
  new Promise((resolve) => {
    response.once('drain', resolve)
    response.once('close', resolve)
  })
