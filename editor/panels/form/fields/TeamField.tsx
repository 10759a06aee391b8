import { Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { teamIdOf } from '#schemas/team.ts'
import { keys } from '../../../api/keys.ts'
import { listTeams } from '../../../api/teams.ts'
import { useDocument } from '../../../open-flow/flow-editor.ts'
import { useMay } from '../../../shell/session.tsx'
import { openTeam } from '../../../teams/TeamDialog.tsx'
import { FieldLabel } from '../FieldLabel.tsx'
import type { WidgetProps } from '../scope.ts'

const anew = ' new'

/** A team of this workspace, or, for who may make teams, a new one. One that is not here is called as the flow calls it. */
export function TeamField({ field, value, onChange, error, disabled }: WidgetProps<string>) {
  const { t } = useTranslation('panels')
  const workspaceId = useDocument((document) => document.workspaceId)
  const mayMake = useMay()('changeTeams')
  const teams = useQuery({ queryKey: keys.teams(workspaceId), queryFn: () => listTeams(workspaceId) })
  const known = (teams.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))
  const chosen = typeof value === 'string' ? teamIdOf(value) : ''
  const isKnown = chosen === '' || known.some((team) => team.value === chosen)
  const data = [
    ...(isKnown ? [] : [{ value: chosen, label: teams.data ? t('team.unknown', { name: value }) : String(value) }]),
    ...known,
    ...(mayMake ? [{ value: anew, label: t('team.new') }] : []),
  ]
  const choose = (next: string | null) => {
    if (next !== anew) onChange(next ?? undefined)
    else openTeam({ workspaceId, onKept: ({ id }) => onChange(id) })
  }
  return (
    <Select
      label={<FieldLabel field={field} />}
      placeholder={t('team.anybody')}
      data={data}
      value={chosen === '' ? null : chosen}
      onChange={choose}
      clearable={!disabled}
      searchable
      error={error ?? (teams.isError ? t('team.failed') : undefined)}
      readOnly={disabled}
    />
  )
}
