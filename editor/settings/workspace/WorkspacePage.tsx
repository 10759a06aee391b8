import { NumberInput, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { dequal } from 'dequal'
import { useTranslation } from 'react-i18next'
import type { WorkspaceChange } from '#schemas/api/workspaces.ts'
import { keys } from '../../api/keys.ts'
import { changeWorkspace } from '../../api/workspaces.ts'
import { useWorkspace } from '../../shell/session.tsx'
import { CountrySelect } from '../../ui/CountrySelect.tsx'
import { LanguageSelect } from '../../ui/LanguageSelect.tsx'
import { Page } from '../../ui/Page.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { SaveBar } from '../../ui/SaveBar.tsx'
import { TimeZoneSelect } from '../../ui/TimeZoneSelect.tsx'
import { Unsaved } from '../../ui/Unsaved.tsx'
import { useFields } from '../../ui/use-fields.ts'
import { Section } from '../Section.tsx'

type WorkspaceValues = Required<Omit<WorkspaceChange, 'country'>> & Pick<WorkspaceChange, 'country'>

/** The workspace's name, the language of its new flows, the zone its days begin in, and after how long a case is over. */
export function WorkspacePage() {
  const { t } = useTranslation(['settings', 'shell'])
  const workspace = useWorkspace()
  const queries = useQueryClient()
  const save = useMutation({
    mutationFn: (change: WorkspaceChange) => changeWorkspace(workspace.id, change),
    onSuccess: () => queries.invalidateQueries({ queryKey: keys.me }),
  })
  const { name, language, timeZone, country, closeAfterQuietHours } = workspace
  const kept = { name, language, timeZone, closeAfterQuietHours, ...(country ? { country } : {}) } as WorkspaceValues
  const { values, text, pick } = useFields(kept, save.error)
  const shown = { ...values, name: values.name.trim() }
  const unsaved = !save.isPending && !dequal(shown, kept) && !dequal(shown, save.data && save.variables)
  const quiet = pick('closeAfterQuietHours')
  return (
    <Page title={t('workspace.title')} narrow>
      <PageHeader title={t('workspace.title')} />
      <Unsaved when={unsaved} />
      <Section title={t('workspace.general')} onSubmit={() => save.mutate(shown)}>
        <TextInput {...text('name')} label={t('workspace.name')} />
        <LanguageSelect {...pick('language')} label={t('shell:firstStart.language')} description={t('workspace.languageHelp')} />
        <TimeZoneSelect {...pick('timeZone')} label={t('shell:timeZone')} description={t('workspace.timeZoneHelp')} />
        <CountrySelect {...pick('country')} label={t('workspace.country')} description={t('workspace.countryHelp')} />
        <NumberInput
          {...quiet}
          onChange={(hours) => quiet.onChange(Number(hours))}
          label={t('workspace.quietHours')}
          description={t('workspace.quietHoursHelp')}
          min={1}
          max={720}
          allowDecimal={false}
          clampBehavior="blur"
          styles={{ wrapper: { width: 120 } }}
        />
        <SaveBar of={save} primary missing={values.name.trim() === '' ? [t('workspace.name')] : []} />
      </Section>
    </Page>
  )
}
