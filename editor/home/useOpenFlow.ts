import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from 'react-router'
import type { FlowView } from '#schemas/api/flows.ts'
import { keys } from '../api/keys.ts'
import { useWorkspace } from '../shell/session.tsx'

/** Goes to a flow that was just made. */
export function useOpenFlow(): (flow: FlowView) => void {
  const { id } = useWorkspace()
  const navigate = useNavigate()
  const queries = useQueryClient()
  return (flow) => {
    queries.setQueryData(keys.flow(id, flow.id), flow)
    void queries.invalidateQueries({ queryKey: keys.flows(id), exact: true })
    void navigate(`/w/${id}/flows/${flow.id}`)
  }
}
