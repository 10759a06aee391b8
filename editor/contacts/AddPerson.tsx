import { Select, TagsInput, TextInput } from '@mantine/core'
import { modals } from '@mantine/modals'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import i18next from 'i18next'
import type { FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { ContactDetail } from '#schemas/api/contacts.ts'
import { ownLanguageName } from '#schemas/language-names.ts'
import { addContact } from '../api/contacts.ts'
import { keys } from '../api/keys.ts'
import dialog from '../ui/dialog.module.css'
import { commonLanguages, languageFilter } from '../ui/LanguageSelect.tsx'
import { SaveBar } from '../ui/SaveBar.tsx'
import { useFields } from '../ui/use-fields.ts'

interface Start {
  workspaceId: string
  onAdded(contact: ContactDetail): void
}

/** Asks who somebody is that has not written yet. */
export function openNewPerson(start: Start): void {
  const id = modals.open({
    title: i18next.t('contacts:add.title'),
    size: 440,
    children: <NewPerson {...start} onClose={() => modals.close(id)} />,
  })
}

function NewPerson({ workspaceId, onAdded, onClose }: Start & { onClose(): void }) {
  const { t } = useTranslation('contacts')
  const queries = useQueryClient()
  const empty = { name: '', phone: '', email: '', language: null as string | null, tags: [] as string[] }
  const add = useMutation({
    mutationFn: ({ name, phone, email, language, tags }: typeof empty) =>
      addContact(workspaceId, {
        ...(name.trim() ? { name: name.trim() } : {}),
        ...(phone.trim() ? { phone: phone.trim() } : {}),
        ...(email.trim() ? { email: email.trim() } : {}),
        ...(language ? { language } : {}),
        ...(tags.length > 0 ? { tags } : {}),
      }),
    onSuccess: async (contact) => {
      await queries.invalidateQueries({ queryKey: keys.contacts(workspaceId) })
      onClose()
      onAdded(contact)
    },
  })
  const { values, text, pick } = useFields(empty, add.error)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    add.mutate(values)
  }
  const nobody = !values.name.trim() && !values.phone.trim() && !values.email.trim()
  return (
    <form onSubmit={submit} className={dialog.form} noValidate>
      <TextInput {...text('name')} label={t('fact.name')} maxLength={120} data-autofocus />
      <TextInput {...text('phone')} label={t('fact.phone')} description={t('add.phone')} type="tel" maxLength={40} />
      <TextInput {...text('email')} label={t('fact.email')} type="email" maxLength={254} />
      <Select
        {...pick('language')}
        label={t('fact.language')}
        clearable
        searchable
        filter={languageFilter}
        data={commonLanguages.map((value) => ({ value, label: ownLanguageName(value) }))}
      />
      <TagsInput {...pick('tags')} label={t('column.tags')} maxTags={100} />
      <SaveBar of={add} primary label={t('add.do')} missing={nobody ? [t('add.needs')] : []} />
    </form>
  )
}
