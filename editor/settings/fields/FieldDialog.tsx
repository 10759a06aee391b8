import { Checkbox, Select, TagsInput, TextInput } from '@mantine/core'
import { modals } from '@mantine/modals'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import i18next from 'i18next'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type ContactField, type FieldType, fieldTypes } from '#schemas/contact-field.ts'
import { addContactField, changeContactField } from '../../api/contact-fields.ts'
import { keys } from '../../api/keys.ts'
import dialog from '../../ui/dialog.module.css'
import { SaveBar } from '../../ui/SaveBar.tsx'
import { useFields } from '../../ui/use-fields.ts'

interface Start {
  workspaceId: string
  /** The one that is changed; without it a new one is made. */
  field?: ContactField
}

/** Asks what a field is called and what it can be. */
export function openField(start: Start): void {
  const { field } = start
  const id = modals.open({
    title: field ? i18next.t('settings:fields.changeTitle', { label: field.label }) : i18next.t('settings:fields.add'),
    size: 440,
    children: <FieldDialog {...start} onClose={() => modals.close(id)} />,
  })
}

const withOptions = (type: FieldType): boolean => type === 'one-of' || type === 'many-of'

function FieldDialog({ workspaceId, field, onClose }: Start & { onClose(): void }) {
  const { t } = useTranslation('settings')
  const queries = useQueryClient()
  const start = {
    label: field?.label ?? '',
    name: field?.name ?? '',
    type: field?.type ?? ('text' as FieldType),
    options: field?.options ?? [],
    personal: field?.personal ?? false,
  }
  const keep = useMutation({
    mutationFn: ({ label, name, type, options, personal }: typeof start) => {
      const choices = withOptions(type) ? { options } : {}
      return field
        ? changeContactField(workspaceId, field.name, { label, personal, ...choices })
        : addContactField(workspaceId, { name, label, type, ...choices, ...(personal ? { personal } : {}) })
    },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: keys.contactFields(workspaceId) })
      onClose()
    },
  })
  const { values, text, pick, set } = useFields(start, keep.error)
  const [named, setNamed] = useState(field !== undefined)
  const name = named ? values.name : nameOf(values.label)
  const label = values.label.trim()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    keep.mutate({ ...values, label, name: name.trim() })
  }
  const missing = [
    ...(label === '' ? [t('fields.label')] : []),
    ...(name.trim() === '' ? [t('fields.name')] : []),
    ...(withOptions(values.type) && values.options.length === 0 ? [t('fields.options')] : []),
  ]
  return (
    <form onSubmit={submit} className={dialog.form}>
      <TextInput {...text('label')} label={t('fields.label')} placeholder={t('fields.example')} maxLength={80} data-autofocus />
      <TextInput
        {...text('name')}
        value={name}
        onChange={(event) => {
          setNamed(true)
          set('name', event.currentTarget.value)
        }}
        label={t('fields.name')}
        description={field ? t('fields.nameStays') : t('fields.nameHelp')}
        disabled={field !== undefined}
        maxLength={50}
      />
      <Select
        {...pick('type')}
        onChange={(value) => value && set('type', value as FieldType)}
        label={t('fields.type')}
        data={fieldTypes.map((value) => ({ value, label: t(`fields.types.${value}`) }))}
        disabled={field !== undefined}
      />
      {withOptions(values.type) && (
        <TagsInput {...pick('options')} label={t('fields.options')} description={t('fields.optionsHelp')} maxTags={200} />
      )}
      <Checkbox
        checked={values.personal}
        onChange={(event) => set('personal', event.currentTarget.checked)}
        label={t('fields.personalHelp')}
      />
      <SaveBar of={keep} primary label={field ? t('fields.keep') : t('fields.make')} missing={missing} />
    </form>
  )
}

/** What flows may call a field of this label: its letters and digits, `member_no` of “Member no.”; nothing of a label in another script. */
const nameOf = (label: string): string =>
  label
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[^a-z]+|_+$/g, '')
    .slice(0, 50)
