import { modals } from '@mantine/modals'
import { useMutation } from '@tanstack/react-query'
import i18next from 'i18next'
import type { FormEvent } from 'react'
import type { MemberChange, MemberView } from '#schemas/api/members.ts'
import type { Sight as SightName } from '#schemas/scope.ts'
import { changeMember } from '../../api/members.ts'
import dialog from '../../ui/dialog.module.css'
import { SaveBar } from '../../ui/SaveBar.tsx'
import { useFields } from '../../ui/use-fields.ts'
import { SightFields } from './SightFields.tsx'

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
  const keep = useMutation({
    mutationFn: (change: MemberChange) => changeMember(workspaceId, member.userId, change),
    onSuccess: async () => {
      await onChange()
      onClose()
    },
  })
  const { values, pick } = useFields({ sees: member.sees as SightName, teams: member.teams }, keep.error)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    keep.mutate(values)
  }
  return (
    <form onSubmit={submit} className={dialog.form}>
      <SightFields workspaceId={workspaceId} role={member.role} teams={pick('teams')} sees={pick('sees')} />
      <SaveBar of={keep} primary />
    </form>
  )
}
