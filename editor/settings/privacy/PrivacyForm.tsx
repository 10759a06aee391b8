import { Button, NumberInput, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { dequal } from 'dequal'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PrivacyView } from '#schemas/api/privacy.ts'
import { mostPurposes, servicePurpose } from '#schemas/consent.ts'
import { keptClasses, type Purpose, type Retention } from '#schemas/privacy.ts'
import { keys } from '../../api/keys.ts'
import { changePrivacy, previewRetention } from '../../api/privacy.ts'
import { problemAt } from '../../api/request.ts'
import { useMay, useWorkspace } from '../../shell/session.tsx'
import { formatNumber } from '../../ui/format.ts'
import { Icon } from '../../ui/Icon.tsx'
import { SaveBar } from '../../ui/SaveBar.tsx'
import { Unsaved } from '../../ui/Unsaved.tsx'
import { Section } from '../Section.tsx'

/** The purposes and the days, saved together. Whoever may not change them reads them. */
export function PrivacyForm({ read }: { read: PrivacyView }) {
  const { t } = useTranslation('settings')
  const { id } = useWorkspace()
  const readOnly = !useMay()('changePrivacy')
  const queries = useQueryClient()
  const [purposes, setPurposes] = useState<Purpose[]>(read.purposes)
  const [retention, setRetention] = useState<Retention>(read.retention)
  const save = useMutation({
    mutationFn: () => changePrivacy(id, { revision: read.revision, purposes, retention }),
    onSuccess: (next) => queries.setQueryData(keys.privacy(id), next),
  })
  const preview = useQuery({
    queryKey: [...keys.privacy(id), 'retention', retention],
    queryFn: () => previewRetention(id, retention),
    enabled: !readOnly && Object.keys(retention).length > 0,
  })
  const unsaved = !save.isPending && !dequal({ purposes, retention }, { purposes: read.purposes, retention: read.retention })
  const change = (at: number, part: Partial<Purpose>) =>
    setPurposes((all) => all.map((one, n) => (n === at ? { ...one, ...part } : one)))
  const keep = (kept: keyof Retention, days: number | undefined) =>
    setRetention(({ [kept]: _, ...others }) => (days ? { ...others, [kept]: days } : others))
  return (
    <>
      <Unsaved when={unsaved} />
      <Section
        title={t('privacy.purposes')}
        sentence={t('privacy.purposesHelp')}
        {...(readOnly ? {} : { onSubmit: () => save.mutate() })}
      >
        {purposes.map((purpose, at) => {
          const isNew = !read.purposes.some((known) => known === purpose || known.id === purpose.id)
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: an id that is being typed is no key
            <div key={at}>
              <TextInput
                label={t('privacy.name')}
                value={purpose.name}
                maxLength={60}
                error={problemAt(save.error, `purposes/${at}/name`)}
                readOnly={readOnly}
                onChange={({ currentTarget: { value } }) =>
                  change(at, { name: value, ...(isNew ? { id: idOf(value, at) } : {}) })
                }
              />
              <small>{t(purpose.id === servicePurpose ? 'privacy.serviceHelp' : 'privacy.called', { id: purpose.id })}</small>
              {!readOnly && purpose.id !== servicePurpose && (
                <Button
                  variant="subtle"
                  size="xs"
                  aria-label={t('privacy.removeLabel', { name: purpose.name })}
                  onClick={() => setPurposes((all) => all.filter((_, n) => n !== at))}
                >
                  {t('privacy.remove')}
                </Button>
              )}
            </div>
          )
        })}
        {!readOnly && purposes.length < mostPurposes && (
          <Button
            variant="default"
            leftSection={<Icon name="plus" />}
            onClick={() => setPurposes((all) => [...all, { id: idOf('', all.length), name: '' }])}
          >
            {t('privacy.add')}
          </Button>
        )}
        {keptClasses.map((kept) => (
          <NumberInput
            key={kept}
            label={t(`privacy.keep.${kept}`)}
            description={
              preview.data?.[kept] === undefined
                ? t('privacy.forEver')
                : t('privacy.wouldGo', { count: preview.data[kept], shown: formatNumber(preview.data[kept]) })
            }
            value={retention[kept] ?? ''}
            min={1}
            max={36_500}
            allowDecimal={false}
            readOnly={readOnly}
            suffix={t('privacy.days')}
            onChange={(days) => keep(kept, Number(days) || undefined)}
          />
        ))}
        {!readOnly && (
          <SaveBar of={save} primary missing={purposes.some(({ name }) => name.trim() === '') ? [t('privacy.name')] : []} />
        )}
      </Section>
    </>
  )
}

/** What flows call it: made of its name, once. */
const idOf = (name: string, at: number): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40) || `purpose-${at + 1}`
