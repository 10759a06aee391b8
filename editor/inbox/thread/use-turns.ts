import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import type { TurnView } from '#schemas/api/turns.ts'
import { askAgain } from '../../api/ask-again.ts'
import { listTurns } from '../../api/conversations.ts'
import { keys } from '../../api/keys.ts'
import { queries } from '../../api/queries.ts'
import { useLive } from '../../shell/LiveProvider.tsx'
import { addTurn, joinTurns, type KnownTurns, noteDelivery } from './join-turns.ts'

/** The turns of a chat: the newest page, what is added live, and older pages on demand. Asking again catches up. */
export function useTurns(w: string, c: string) {
  const client = useQueryClient()
  /** The turn before which older ones are being read. */
  const asked = useRef<number>(undefined)
  const queryKey = keys.turns(w, c)
  const query = useQuery({
    queryKey,
    queryFn: async () => {
      const newest = await page(w, c)
      // What came in live meanwhile is part of what is known.
      return joinTurns(client.getQueryData<KnownTurns>(queryKey), newest)
    },
  })
  useLive('turn', (news) => news.conversationId === c && keepTurn(w, c, news.turn, client))
  useLive('delivery', (news) => {
    if (news.conversationId !== c) return
    client.setQueryData<KnownTurns>(queryKey, (known) => known && noteDelivery(known, news))
    askAgain(client, { queryKey, fetchStatus: 'fetching' })
  })

  const readOlder = async () => {
    const before = query.data?.turns[0]?.number
    if (!query.data?.older || before === undefined || asked.current === before) return
    asked.current = before
    try {
      const older = await page(w, c, before)
      client.setQueryData<KnownTurns>(queryKey, (known) => joinTurns(known, older))
    } catch {
      // Asked for again at the next sight of the top.
      asked.current = undefined
    }
  }
  return { ...query, readOlder }
}

/** Adds a turn to what is shown of a chat; asks for those between when some are missing. */
export function keepTurn(w: string, c: string, turn: TurnView, client: QueryClient = queries): void {
  const queryKey = keys.turns(w, c)
  const known = client.getQueryData<KnownTurns>(queryKey)
  const added = known && addTurn(known, turn)
  if (added) client.setQueryData<KnownTurns>(queryKey, added.known)
  askAgain(client, { queryKey, ...(added?.missing ? {} : { fetchStatus: 'fetching' }) })
}

async function page(w: string, c: string, before?: number): Promise<KnownTurns> {
  const { items, next } = await listTurns(w, c, before === undefined ? {} : { before })
  return { turns: items, older: next !== undefined }
}
