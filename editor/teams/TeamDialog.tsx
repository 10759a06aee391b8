import { MultiSelect, TextInput } from '@mantine/core'
import { modals } from '@mantine/modals'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import i18next from 'i18next'
import type { FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { TeamView } from '#schemas/api/teams.ts'
import { keys } from '../api/keys.ts'
import { listMembers } from '../api/members.ts'
import { changeTeam, createTeam } from '../api/teams.ts'
import dialog from '../ui/dialog.module.css'
import { SaveBar } from '../ui/SaveBar.tsx'
import { useFields } from '../ui/use-fields.ts'

interface Start {
  workspaceId: string
  /** The one that is changed; without it a new one is made. */
  team?: TeamView
  onKept?(team: TeamView): void
}

/** Asks what a team is called and who is in it. */
export function openTeam(start: Start): void {
  const { team } = start
  const id = modals.open({
    title: team ? i18next.t('settings:teams.changeTitle', { name: team.name }) : i18next.t('settings:teams.add'),
    size: 440,
    children: <TeamDialog {...start} onClose={() => modals.close(id)} />,
  })
}

function TeamDialog({ workspaceId, team, onKept, onClose }: Start & { onClose(): void }) {
  const { t } = useTranslation(['settings', 'shell'])
  const queries = useQueryClient()
  const people = useQuery({ queryKey: keys.members(workspaceId), queryFn: () => listMembers(workspaceId) })
  const keep = useMutation({
    mutationFn: (given: { name: string; members: string[] }) =>
      team ? changeTeam(workspaceId, team.id, given) : createTeam(workspaceId, given),
    onSuccess: async (kept) => {
      await Promise.all([
        queries.invalidateQueries({ queryKey: keys.teams(workspaceId) }),
        queries.invalidateQueries({ queryKey: keys.members(workspaceId) }),
      ])
      onKept?.(kept)
      onClose()
    },
  })
  const start = { name: team?.name ?? '', members: team?.members.map(({ id }) => id) ?? [] }
  const { values, text, pick } = useFields(start, keep.error)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    keep.mutate({ ...values, name: values.name.trim() })
  }
  return (
    <form onSubmit={submit} className={dialog.form}>
      <TextInput {...text('name')} label={t('teams.name')} placeholder={t('teams.example')} maxLength={80} data-autofocus />
      <MultiSelect
        {...pick('members')}
        label={t('teams.members')}
        description={t('teams.membersHint')}
        data={(people.data?.items ?? []).map(({ userId, name }) => ({ value: userId, label: name }))}
        searchable
        hidePickedOptions
      />
      <SaveBar
        of={keep}
        primary
        label={team ? t('shell:save') : t('teams.make')}
        missing={values.name.trim() === '' ? [t('teams.name')] : []}
      />
    </form>
  )
}
