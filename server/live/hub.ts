import type { Turn } from '#schemas/turn.ts'
import { turns } from '../engine/collections.ts'
import type { Engine } from '../engine/engine.ts'
import { type DeliveryDoc, deliveries } from '../outbox/collections.ts'

/**
 * Who wants to hear of turns and deliveries as they happen: agents' browsers and web-chat windows. On the embedded store this
 * process takes every turn itself; on MongoDB others do too, so the hub listens to the store while anyone listens to it.
 */
export interface Hub {
  /** Whoever writes under this id of a channel: also in the conversation they begin when theirs was deleted. */
  onSender(channelId: string, address: string, listener: SenderListener): () => void
  onWorkspace(workspaceId: string, listener: WorkspaceListener): () => void
  /** Somebody of the shop writes to this customer, who sees it for so many ms. Told in this process alone. */
  typing(conversationId: string, lastsMs: number): void
  /** This customer writes. Told in this process alone. */
  customerTyping(workspaceId: string, conversationId: string): void
  close(): void
}

export interface SenderListener {
  turn(turn: Turn): void
  typing(lastsMs: number): void
  /** There may have been turns that nobody was told of. */
  missed(): void
}

export interface WorkspaceListener {
  turn(turn: Turn): void
  delivery(delivery: DeliveryDoc): void
  typing(conversationId: string): void
  /** There may have been turns or deliveries that nobody was told of. */
  missed(): void
}

export function startHub(engine: Engine): Hub {
  const bySender = new Map<string, Set<SenderListener>>()
  const byWorkspace = new Map<string, Set<WorkspaceListener>>()
  let stops: (() => void)[] = []

  const tell = (turn: Turn): void => {
    const { channel, address } = turn.state
    for (const listener of bySender.get(senderKey(channel.id, address)) ?? []) listener.turn(turn)
    for (const listener of byWorkspace.get(turn.workspaceId) ?? []) listener.turn(turn)
  }
  /** Whoever hears it may go at once, and come back. */
  const everyone = <L>(map: Map<string, Set<L>>): L[] => [...map.values()].flatMap((set) => [...set])
  const missedDeliveries = (): void => {
    for (const listener of everyone(byWorkspace)) listener.missed()
  }
  const missedTurns = (): void => {
    for (const listener of [...everyone(bySender), ...everyone(byWorkspace)]) listener.missed()
  }
  const listen = (): void => {
    if (stops.length > 0) return
    const stopDeliveries = engine.store.collection(deliveries).subscribe(({ doc }) => {
      if (doc) for (const listener of byWorkspace.get(doc.workspaceId) ?? []) listener.delivery(doc)
    }, missedDeliveries)
    if (engine.store.alone) {
      engine.turnListeners.add(tell)
      stops = [stopDeliveries, () => engine.turnListeners.delete(tell)]
    } else {
      stops = [stopDeliveries, engine.store.collection(turns).subscribe(({ doc }) => doc && tell(doc), missedTurns)]
    }
  }
  const rest = (): void => {
    if (bySender.size > 0 || byWorkspace.size > 0) return
    for (const stop of stops) stop()
    stops = []
  }
  const add = <K, L>(map: Map<K, Set<L>>, key: K, listener: L): (() => void) => {
    let set = map.get(key)
    if (!set) {
      set = new Set()
      map.set(key, set)
    }
    set.add(listener)
    listen()
    return () => {
      set.delete(listener)
      if (set.size === 0 && map.get(key) === set) map.delete(key)
      rest()
    }
  }
  return {
    onSender: (channelId, address, listener) => add(bySender, senderKey(channelId, address), listener),
    onWorkspace: (workspaceId, listener) => add(byWorkspace, workspaceId, listener),
    typing: (conversationId, lastsMs) => {
      // Of a chat that this process does not know, a cue may be lost.
      const known = engine.newest.get(conversationId)?.state
      const listeners = known && bySender.get(senderKey(known.channel.id, known.address))
      for (const listener of listeners ?? []) listener.typing(lastsMs)
    },
    customerTyping: (workspaceId, conversationId) => {
      for (const listener of byWorkspace.get(workspaceId) ?? []) listener.typing(conversationId)
    },
    close: () => {
      bySender.clear()
      byWorkspace.clear()
      rest()
    },
  }
}

const senderKey = (channelId: string, address: string): string => `${channelId} ${address}`
