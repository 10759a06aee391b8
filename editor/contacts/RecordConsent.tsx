import { Select, Textarea } from '@mantine/core'
import { modals } from '@mantine/modals'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import i18next from 'i18next'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ContactConsents } from '#schemas/api/consents.ts'
import type { ConsentState } from '#schemas/consent.ts'
import { type ChannelKind, channelKinds, channelNames } from '#schemas/message.ts'
import type { Purpose } from '#schemas/privacy.ts'
import { addConsent } from '../api/contacts.ts'
import { keys } from '../api/keys.ts'
import { freshId } from '../document/ids.ts'
import dialog from '../ui/dialog.module.css'
import { Field } from '../ui/Field.tsx'
import { SaveBar } from '../ui/SaveBar.tsx'
import { Segmented } from '../ui/Segmented.tsx'
import { useFields } from '../ui/use-fields.ts'

interface Start {
  workspaceId: string
  contactId: string
  purposes: readonly Purpose[]
  /** Where they write: offered first. */
  channels: readonly ChannelKind[]
}

/** Asks what somebody said elsewhere, and where that can be seen. */
export function openRecordConsent(start: Start): void {
  const id = modals.open({
    title: i18next.t('contacts:consents.record.title'),
    size: 440,
    children: <RecordConsent {...start} onClose={() => modals.close(id)} />,
  })
}

function RecordConsent({ workspaceId, contactId, purposes, channels, onClose }: Start & { onClose(): void }) {
  const { t } = useTranslation('contacts')
  const queries = useQueryClient()
  // Kept twice it is written down once.
  const [id] = useState(freshId)
  const start = {
    purpose: (purposes.find((one) => one.id !== 'service') ?? purposes[0])?.id ?? '',
    channel: (channels[0] ?? '') as ChannelKind | '',
    state: 'given' as ConsentState,
    proof: '',
  }
  const keep = useMutation({
    mutationFn: ({ purpose, channel, state, proof }: typeof start) =>
      addConsent(workspaceId, contactId, {
        id,
        purpose,
        state,
        ...(channel ? { channel } : {}),
        ...(proof.trim() ? { proof: proof.trim() } : {}),
      }),
    onSuccess: (answer) => {
      queries.setQueryData<ContactConsents>(keys.consents(workspaceId, contactId), answer)
      onClose()
    },
  })
  const { values, text, pick } = useFields(start, keep.error)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    keep.mutate(values)
  }
  const kinds = [...new Set([...channels, ...channelKinds])]
  return (
    <form onSubmit={submit} className={dialog.form}>
      <Select
        {...pick('purpose')}
        onChange={(value) => value && pick('purpose').onChange(value)}
        label={t('consents.record.purpose')}
        data={purposes.map(({ id: value, name: label }) => ({ value, label }))}
      />
      <Select
        {...pick('channel')}
        onChange={(value) => pick('channel').onChange((value ?? '') as ChannelKind | '')}
        label={t('column.channel')}
        data={[...kinds.map((value) => ({ value, label: channelNames[value] })), { value: '', label: t('consents.everywhere') }]}
      />
      <Field label={t('consents.record.said')}>
        <Segmented<ConsentState>
          label={t('consents.record.said')}
          value={values.state}
          options={[
            { value: 'given', label: t('consents.said.given') },
            { value: 'refused', label: t('consents.said.refused') },
          ]}
          onChange={pick('state').onChange}
        />
      </Field>
      <Textarea
        {...text('proof')}
        label={t('consents.record.proof')}
        description={t('consents.record.proofHelp')}
        autosize
        minRows={2}
        maxLength={500}
      />
      <SaveBar
        of={keep}
        primary
        label={t('consents.record.do')}
        missing={values.state === 'given' && values.proof.trim() === '' ? [t('consents.record.proof')] : []}
      />
    </form>
  )
}
