import { useQuery } from '@tanstack/react-query'
import { listChannels } from '../../api/channels.ts'
import { keys } from '../../api/keys.ts'
import { useWorkspace } from '../../shell/session.tsx'
import type { About } from './export-figures.ts'
import { useFilter } from './use-filter.ts'

/** What the figures are about, in words. */
export function useAbout(): About {
  const { timeZone } = useWorkspace()
  const { version, channel, language } = useFilter()
  const name = useChannels().find(({ id }) => id === channel)?.name ?? channel
  return { version: version?.toString() ?? 'all', channel: name ?? 'all', language: language ?? 'all', timeZone }
}

export function useChannels() {
  const { id } = useWorkspace()
  return useQuery({ queryKey: keys.channels(id), queryFn: () => listChannels(id) }).data?.items ?? []
}
