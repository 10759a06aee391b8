import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { keys } from '../../api/keys.ts'
import { getStatistics } from '../../api/statistics.ts'
import { useDocument, useFlowEditor } from '../../open-flow/flow-editor.ts'
import { useFilter } from './use-filter.ts'

/** Loads the figures that the filter asks for, puts them on the canvas and keeps them fresh. */
export function useStatistics() {
  const { look } = useFlowEditor()
  const workspaceId = useDocument((document) => document.workspaceId)
  const flowId = useDocument((document) => document.flowId)
  const filter = useFilter()
  const query = useQuery({
    queryKey: keys.statistics(workspaceId, flowId, filter),
    queryFn: () => getStatistics(workspaceId, flowId, filter),
    refetchInterval: 60_000,
    placeholderData: (before) => before,
  })
  useEffect(() => {
    if (query.data) look.getState().setStatistics(query.data)
  }, [query.data, look])
  return query
}
