import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { ExportAsked } from '#schemas/api/imports.ts'
import type { ContactsAsked } from '../../api/contacts.ts'
import { useMay, useWorkspace } from '../../shell/session.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { openExport } from './ExportDialog.tsx'

/** The list's way to files of people, in and out; what is looked for there is what goes out. */
export function InAndOut({ asked, filtered }: { asked: ContactsAsked; filtered: boolean }) {
  const { t } = useTranslation('imports')
  const { id: w } = useWorkspace()
  const may = useMay()
  const whom = t(filtered ? 'export.found' : 'export.everybody')
  return (
    <>
      {may('importContacts') && (
        <Button component={Link} to={`/w/${w}/contacts/imports`} leftSection={<Icon name="file-import" flip />}>
          {t('import')}
        </Button>
      )}
      {may('exportContacts') && (
        <Button
          leftSection={<Icon name="download" />}
          onClick={() => openExport({ workspaceId: w, whom, ...(filtered ? { of: { filter: filterOf(asked) } } : {}) })}
        >
          {t('export.some')}
        </Button>
      )}
    </>
  )
}

/** Chosen people, as a file. */
export function ExportChosen({ ids }: { ids: string[] }) {
  const { t } = useTranslation('imports')
  const { id: workspaceId } = useWorkspace()
  const may = useMay()
  if (!may('exportContacts')) return null
  const whom = t('export.chosen', { count: ids.length })
  return (
    <button type="button" onClick={() => openExport({ workspaceId, whom, of: { contacts: ids } })}>
      <Icon name="download" />
      {t('export.some')}
    </button>
  )
}

function filterOf({ sort: _, ...asked }: ContactsAsked): NonNullable<ExportAsked['filter']> {
  const fields = Object.entries(asked).filter(([name]) => name.startsWith('field.'))
  const facts = Object.entries(asked).filter(([name]) => !name.startsWith('field.'))
  return {
    ...(Object.fromEntries(facts) as NonNullable<ExportAsked['filter']>),
    ...(fields.length > 0 && { fields: Object.fromEntries(fields.map(([name, value]) => [name.slice('field.'.length), value])) }),
  }
}
