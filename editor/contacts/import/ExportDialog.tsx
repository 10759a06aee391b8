import { Button, Checkbox } from '@mantine/core'
import { modals } from '@mantine/modals'
import { useMutation, useQuery } from '@tanstack/react-query'
import i18next from 'i18next'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ExportAsked } from '#schemas/api/imports.ts'
import { type ExportColumn, exportColumns } from '#schemas/people-file.ts'
import { listContactFields } from '../../api/contact-fields.ts'
import { exportPeople } from '../../api/imports.ts'
import { keys } from '../../api/keys.ts'
import { sentenceOf } from '../../api/request.ts'
import { Banner } from '../../ui/Banner.tsx'
import dialog from '../../ui/dialog.module.css'
import { Icon } from '../../ui/Icon.tsx'
import { saveBlob } from '../../ui/save-file.ts'
import classes from './imports.module.css'

interface Start {
  workspaceId: string
  /** Who is exported, in words: “3 people”, “Everybody”. */
  whom: string
  /** Chosen people, or those a list shows; everybody without either. */
  of?: Pick<ExportAsked, 'contacts' | 'filter'>
}

/** Asks which columns a file of people has, and hands it to the browser. */
export function openExport(start: Start): void {
  const id = modals.open({
    title: i18next.t('imports:export.title', { whom: start.whom }),
    size: 480,
    children: <ExportDialog {...start} onClose={() => modals.close(id)} />,
  })
}

function ExportDialog({ workspaceId, of = {}, onClose }: Start & { onClose(): void }) {
  const { t } = useTranslation(['imports', 'shell'])
  const fields =
    useQuery({ queryKey: keys.contactFields(workspaceId), queryFn: () => listContactFields(workspaceId) }).data?.items ?? []
  const [without, setWithout] = useState<readonly ExportColumn[]>([])
  const all: { column: ExportColumn; label: string }[] = [
    ...exportColumns.map((column) => ({ column, label: t(`export.column.${column}`) })),
    ...fields.map(({ name, label }) => ({ column: `field:${name}` as const, label })),
  ]
  const columns = all.map(({ column }) => column).filter((column) => !without.includes(column))
  const save = useMutation({
    mutationFn: () => exportPeople(workspaceId, { ...of, columns }),
    onSuccess: (bytes) => {
      saveBlob(`${t('export.file')}.csv`, bytes)
      onClose()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate()
  }
  const turn = (column: ExportColumn, on: boolean) =>
    setWithout((before) => (on ? before.filter((one) => one !== column) : [...before, column]))
  return (
    <form onSubmit={submit} className={dialog.form}>
      <p className={dialog.text}>{t('export.sentence')}</p>
      <fieldset className={classes.pick} aria-label={t('export.columns')}>
        {all.map(({ column, label }) => (
          <Checkbox
            key={column}
            label={label}
            checked={!without.includes(column)}
            onChange={({ currentTarget: { checked } }) => turn(column, checked)}
          />
        ))}
      </fieldset>
      {save.error && <Banner tone="danger">{sentenceOf(save.error)}</Banner>}
      <div className={dialog.buttons}>
        <Button onClick={onClose}>{t('shell:cancel')}</Button>
        <Button
          type="submit"
          variant="filled"
          leftSection={<Icon name="download" />}
          loading={save.isPending}
          disabled={columns.length === 0}
        >
          {t('export.save')}
        </Button>
      </div>
    </form>
  )
}
