import { MultiSelect, TagsInput } from '@mantine/core'
import { modals } from '@mantine/modals'
import { useMutation } from '@tanstack/react-query'
import i18next from 'i18next'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { changeContacts } from '../api/contacts.ts'
import dialog from '../ui/dialog.module.css'
import { SaveBar } from '../ui/SaveBar.tsx'

interface Start {
  workspaceId: string
  contacts: string[]
  /** Those that some of them have. */
  tags: string[]
  onDone(): void
}

/** Asks which tags many people get and lose. */
export function openTagMany(start: Start): void {
  const id = modals.open({
    title: i18next.t('contacts:tagMany.title', { count: start.contacts.length }),
    size: 440,
    children: <TagMany {...start} onClose={() => modals.close(id)} />,
  })
}

function TagMany({ workspaceId, contacts, tags, onDone, onClose }: Start & { onClose(): void }) {
  const { t } = useTranslation('contacts')
  const [add, setAdd] = useState<string[]>([])
  const [remove, setRemove] = useState<string[]>([])
  const save = useMutation({
    mutationFn: () => changeContacts(workspaceId, { contacts, tags: { add, remove } }),
    onSuccess: () => {
      onClose()
      onDone()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate()
  }
  return (
    <form onSubmit={submit} className={dialog.form}>
      <TagsInput
        label={t('tagMany.add')}
        description={t('tagMany.how')}
        value={add}
        onChange={setAdd}
        data={tags}
        maxTags={20}
        openOnFocus={false}
        data-autofocus
      />
      {tags.length > 0 && (
        <MultiSelect label={t('tagMany.remove')} value={remove} onChange={setRemove} data={tags} searchable maxValues={20} />
      )}
      <SaveBar of={save} primary missing={add.length + remove.length === 0 ? [t('column.tag')] : []} />
    </form>
  )
}
