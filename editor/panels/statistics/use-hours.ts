import { useQuery } from '@tanstack/react-query'
import { keys } from '../../api/keys.ts'
import { getStatisticsByHour } from '../../api/statistics.ts'
import { useDocument } from '../../open-flow/flow-editor.ts'
import { useWorkspace } from '../../shell/session.tsx'
import { hoursPeriod } from './periods.ts'
import { useFilter } from './use-filter.ts'

/** The hours that the filter asks for, as many of them as are kept, of the flow or of one node; kept fresh. */
export function useHours(nodeId: string | undefined) {
  const workspaceId = useDocument((document) => document.workspaceId)
  const flowId = useDocument((document) => document.flowId)
  const { timeZone } = useWorkspace()
  const filter = useFilter()
  const period = hoursPeriod(filter, timeZone)
  const of = { ...filter, from: period?.from, to: period?.to, nodeId }
  const query = useQuery({
    queryKey: [...keys.statistics(workspaceId, flowId, of), 'hours'],
    queryFn: () => getStatisticsByHour(workspaceId, flowId, of as Parameters<typeof getStatisticsByHour>[2]),
    enabled: period !== undefined,
    refetchInterval: 60_000,
    // Other days of the same thing: what was seen stays until they are here.
    placeholderData: (before, query) => ((query?.queryKey[3] as typeof of | undefined)?.nodeId === nodeId ? before : undefined),
  })
  return { query, period }
}
