import { useQuery } from '@tanstack/react-query'
import type { ChannelTrouble, ChannelView } from '#schemas/api/channels.ts'
import { listChannels } from '../api/channels.ts'
import { keys } from '../api/keys.ts'
import { useWorkspace } from '../shell/session.tsx'

/** The channels of the workspace; the live line asks for them again when one of them changes. */
export function useChannels() {
  const { id } = useWorkspace()
  return useQuery({ queryKey: keys.channels(id), queryFn: () => listChannels(id) })
}

/** What is worst about a channel: what stops it before what only warns. */
export const worstOf = ({ troubles = [] }: Pick<ChannelView, 'troubles'>): ChannelTrouble | undefined =>
  troubles.find(({ stops }) => stops) ?? troubles[0]
