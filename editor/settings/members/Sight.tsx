import { MultiSelect, Radio, Stack } from '@mantine/core'
import { modals } from '@mantine/modals'
import { useMutation, useQuery } from '@tanstack/react-query'
import i18next from 'i18next'
import type { FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { MemberChange, MemberView } from '#schemas/api/members.ts'
import { narrowed, type Sight as SightName, sights } from '#schemas/scope.ts'
import { keys } from '../../api/keys.ts'
import { changeMember } from '../../api/members.ts'
import { listTeams } from '../../api/teams.ts'
import dialog from '../../ui/dialog.module.css'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { SaveBar } from '../../ui/SaveBar.tsx'
import { useFields } from '../../ui/use-fields.ts'

interface Start {
  workspaceId: string
  member: MemberView
  onChange(): unknown
}

/** Asks which teams somebody is in, and how much of the inbox they see. */
export function openSight(start: Start): void {
  const id = modals.open({
    title: i18next.t('settings:members.sight.title', { name: start.member.name }),
    size: 440,
    children: <Sight {...start} onClose={() => modals.close(id)} />,
  })
}

function Sight({ workspaceId, member, onChange, onClose }: Start & { onClose(): void }) {
  const { t } = useTranslation(['settings', 'shell'])
  const teams = useQuery({ queryKey: keys.teams(workspaceId), queryFn: () => listTeams(workspaceId) })
  const keep = useMutation({
    mutationFn: (change: MemberChange) => changeMember(workspaceId, member.userId, change),
    onSuccess: async () => {
      await onChange()
      onClose()
    },
  })
  const { values, pick } = useFields({ sees: member.sees as SightName, teams: member.teams }, keep.error)
  const sees = pick('sees')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    keep.mutate(values)
  }
  if (teams.isError) return <ErrorState error={teams.error} onRetry={() => void teams.refetch()} />
  return (
    <form onSubmit={submit} className={dialog.form}>
      <MultiSelect
        {...pick('teams')}
        label={t('members.sight.teams')}
        description={teams.data?.items.length === 0 ? t('members.sight.noTeams') : undefined}
        data={(teams.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        searchable
        hidePickedOptions
        openOnFocus={false}
      />
      {narrowed.includes(member.role) ? (
        <Radio.Group {...sees} label={t('members.sight.sees')} onChange={(chosen) => sees.onChange(chosen as SightName)}>
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
        <p>{t('members.sight.everything', { role: t(`shell:role.${member.role}`) })}</p>
      )}
      <SaveBar of={keep} primary />
    </form>
  )
}
