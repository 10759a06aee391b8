import { Button, Select, Textarea } from '@mantine/core'
import { modals } from '@mantine/modals'
import { useQuery } from '@tanstack/react-query'
import i18next from 'i18next'
import { type FormEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { listColleagues } from '../../api/conversations.ts'
import { keys } from '../../api/keys.ts'
import { sentenceOf } from '../../api/request.ts'
import { Banner } from '../../ui/Banner.tsx'
import dialog from '../../ui/dialog.module.css'
import { Missing } from '../../ui/Missing.tsx'

export interface HandingOver {
  workspaceId: string
  /** Who answers the chat now: nobody to give it to. */
  from: string | undefined
  onHandOver(to: string, note: string): Promise<unknown>
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

function HandOverForm({ workspaceId, from, onHandOver, onClose }: HandingOver & { onClose(): void }) {
  const { t } = useTranslation('inbox')
  const { data, error } = useQuery({ queryKey: keys.colleagues(workspaceId), queryFn: () => listColleagues(workspaceId) })
  const waitsFor = useId()
  const [to, setTo] = useState<string | null>(null)
  const [note, setNote] = useState('')
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<unknown>()
  const others = (data?.items ?? []).filter(({ id }) => id !== from)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (to === null) return
    setBusy(true)
    try {
      await onHandOver(to, note.trim())
      onClose()
    } catch (error) {
      setFailure(error)
      setBusy(false)
    }
  }
  const problem = failure ?? error
  return (
    <form className={dialog.form} onSubmit={(event) => void submit(event)}>
      <Select
        data-autofocus
        label={t('handOver.to')}
        data={others.map(({ id, name }) => ({ value: id, label: name }))}
        value={to}
        onChange={setTo}
        nothingFoundMessage={t('handOver.nobody')}
        disabled={!data}
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
