import { Button, type ComboboxData, Select, Textarea } from '@mantine/core'
import { modals } from '@mantine/modals'
import { useQuery } from '@tanstack/react-query'
import i18next from 'i18next'
import { type FormEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ConversationDetail } from '#schemas/api/inbox.ts'
import { type GivenTo, listColleagues } from '../../api/conversations.ts'
import { keys } from '../../api/keys.ts'
import { sentenceOf } from '../../api/request.ts'
import { listTeams } from '../../api/teams.ts'
import { Banner } from '../../ui/Banner.tsx'
import dialog from '../../ui/dialog.module.css'
import { Missing } from '../../ui/Missing.tsx'

export interface HandingOver {
  workspaceId: string
  /** Who answers the chat now, or for whom it waits: nobody to give it to. */
  owner: ConversationDetail['owner']
  onHandOver(to: GivenTo, note: string): Promise<unknown>
}

/** Asks to whom a chat is given, and what they should know. */
export function askToHandOver(what: HandingOver): void {
  const id = modals.open({
    title: i18next.t('inbox:handOver.title'),
    withCloseButton: false,
    size: 440,
    children: <HandOverForm {...what} onClose={() => modals.close(id)} />,
  })
}

const anybody = 'anybody'

/** What was chosen, as the server is told of it. */
function givenTo(choice: string): GivenTo {
  const [kind, id] = choice.split(' ')
  return id ? { [kind as keyof GivenTo]: id } : {}
}

function HandOverForm({ workspaceId, owner, onHandOver, onClose }: HandingOver & { onClose(): void }) {
  const { t } = useTranslation('inbox')
  const { data, error } = useQuery({ queryKey: keys.colleagues(workspaceId), queryFn: () => listColleagues(workspaceId) })
  const teams = useQuery({ queryKey: keys.teams(workspaceId), queryFn: () => listTeams(workspaceId) })
  const waitsFor = useId()
  const [to, setTo] = useState<string | null>(null)
  const [note, setNote] = useState('')
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<unknown>()
  const people = (data?.items ?? []).filter(({ id }) => owner.kind !== 'agent' || id !== owner.agentId)
  const others = (teams.data?.items ?? []).filter(({ id }) => owner.kind !== 'queue' || id !== owner.team)
  const choices: ComboboxData = [
    // Of a chat that waits already there is nothing to give back.
    ...(owner.kind === 'agent' ? [{ value: anybody, label: t('handOver.anybody') }] : []),
    { group: t('handOver.teams'), items: others.map(({ id, name }) => ({ value: `team ${id}`, label: name })) },
    { group: t('handOver.people'), items: people.map(({ id, name }) => ({ value: `to ${id}`, label: name })) },
  ]
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (to === null) return
    setBusy(true)
    try {
      await onHandOver(givenTo(to), note.trim())
      onClose()
    } catch (error) {
      setFailure(error)
      setBusy(false)
    }
  }
  const problem = failure ?? error ?? teams.error
  return (
    <form className={dialog.form} onSubmit={(event) => void submit(event)}>
      <Select
        data-autofocus
        label={t('handOver.to')}
        data={choices}
        value={to}
        onChange={setTo}
        nothingFoundMessage={t('handOver.nobody')}
        disabled={!data || !teams.data}
        searchable
      />
      <Textarea
        label={t('handOver.note')}
        description={t('handOver.noteHelp')}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
        maxLength={4000}
        autosize
        minRows={2}
        dir="auto"
      />
      {problem ? <Banner tone="danger">{sentenceOf(problem)}</Banner> : null}
      <div className={dialog.buttons}>
        <Missing id={waitsFor} fields={to === null ? [t('handOver.to')] : []} />
        <Button onClick={onClose}>{t('handOver.cancel')}</Button>
        <Button
          type="submit"
          variant="filled"
          loading={busy}
          disabled={to === null}
          aria-describedby={to === null ? waitsFor : undefined}
        >
          {t('handOver.do')}
        </Button>
      </div>
    </form>
  )
}
