import { Anchor } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { keys } from '../../api/keys.ts'
import { sentenceOf } from '../../api/request.ts'
import { listFlowsOfTeam } from '../../api/teams.ts'
import { Banner } from '../../ui/Banner.tsx'

/** The live flows that hand over to a team that is about to go, each with the way to it. */
export function FlowsOfTeam({ workspaceId, teamId }: { workspaceId: string; teamId: string }) {
  const { t } = useTranslation('settings')
  const flows = useQuery({ queryKey: keys.teamFlows(workspaceId, teamId), queryFn: () => listFlowsOfTeam(workspaceId, teamId) })
  const items = flows.data?.items ?? []
  if (flows.isError) return <Banner tone="danger">{sentenceOf(flows.error)}</Banner>
  if (flows.isPending) return <p aria-busy="true">{t('teams.delete.looking')}</p>
  if (items.length === 0) return <p>{t('teams.delete.noFlows')}</p>
  return (
    <>
      <p>{t('teams.delete.flows', { count: items.length })}</p>
      <ul>
        {items.map(({ flowId, name }) => (
          <li key={flowId}>
            {/* Dialogs stand outside the router; beside, the question stays open. */}
            <Anchor href={`/w/${workspaceId}/flows/${flowId}`} target="_blank" dir="auto">
              {name}
            </Anchor>
          </li>
        ))}
      </ul>
    </>
  )
}
