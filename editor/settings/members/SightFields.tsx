import { MultiSelect, Radio, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Role } from '#schemas/roles.ts'
import { narrowed, type Sight, sights } from '#schemas/scope.ts'
import { keys } from '../../api/keys.ts'
import { listTeams } from '../../api/teams.ts'
import { ErrorState } from '../../ui/ErrorState.tsx'

/** A field of a form, as `useFields` gives it. */
interface Field<Value> {
  value: Value
  error: string | undefined
  onChange(value: Value): void
}

interface SightFieldsProps {
  workspaceId: string
  /** Whose sight it is: that of some roles cannot be narrowed. */
  role: Role
  teams: Field<string[]>
  sees: Field<Sight>
}

/** In which teams somebody is, and how much of the inbox they see. */
export function SightFields({ workspaceId, role, teams, sees }: SightFieldsProps) {
  const { t } = useTranslation(['settings', 'shell'])
  const known = useQuery({ queryKey: keys.teams(workspaceId), queryFn: () => listTeams(workspaceId) })
  if (known.isError) return <ErrorState error={known.error} onRetry={() => void known.refetch()} />
  return (
    <>
      <MultiSelect
        {...teams}
        label={t('members.sight.teams')}
        description={known.data?.items.length === 0 ? t('members.sight.noTeams') : undefined}
        data={(known.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        searchable
        hidePickedOptions
        openOnFocus={false}
      />
      {narrowed.includes(role) ? (
        <Radio.Group {...sees} label={t('members.sight.sees')} onChange={(chosen) => sees.onChange(chosen as Sight)}>
          <Stack gap={8} mt={8}>
            {sights.map((sight) => (
              <Radio
                key={sight}
                value={sight}
                label={t(`members.sight.name.${sight}`)}
                description={t(`members.sight.does.${sight}`)}
              />
            ))}
          </Stack>
        </Radio.Group>
      ) : (
        <p>{t('members.sight.everything', { role: t(`shell:role.${role}`) })}</p>
      )}
    </>
  )
}
