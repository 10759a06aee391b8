import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { keys } from '../../api/keys.ts'
import { listSecrets } from '../../api/secrets.ts'
import { openNewSecret } from '../../secrets/NewSecret.tsx'
import { useWorkspace } from '../../shell/session.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Page } from '../../ui/Page.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { SkeletonRows } from '../../ui/Skeleton.tsx'
import { Table } from '../../ui/Table.tsx'
import { SecretRow } from './SecretRow.tsx'
import classes from './secrets.module.css'

/** Keys and passwords of the services that flows call. */
export function SecretsPage() {
  const { t } = useTranslation('settings')
  const { id } = useWorkspace()
  const queries = useQueryClient()
  const secrets = useQuery({ queryKey: keys.secrets(id), queryFn: () => listSecrets(id) })
  const refresh = () => queries.invalidateQueries({ queryKey: keys.secrets(id) })
  const items = secrets.data?.items ?? []
  const head = (
    <>
      <th>{t('secrets.name')}</th>
      <th data-wide>{t('secrets.value')}</th>
      <th data-wide>{t('secrets.hosts')}</th>
      <th>{t('secrets.usedBy')}</th>
      <th data-wide>{t('secrets.lastUsed')}</th>
      <th>
        <span className="al-hidden">{t('actions')}</span>
      </th>
    </>
  )
  return (
    <Page title={t('secrets.title')}>
      <PageHeader title={t('secrets.title')} count={items.length || undefined}>
        <Button variant="filled" leftSection={<Icon name="plus" />} onClick={() => openNewSecret({ workspaceId: id })}>
          {t('secrets.add')}
        </Button>
      </PageHeader>
      <p className={classes.lead}>{t('secrets.lead')}</p>
      {secrets.isPending && <SkeletonRows rows={3} />}
      {secrets.isError && <ErrorState error={secrets.error} onRetry={() => void secrets.refetch()} />}
      {secrets.data && items.length === 0 && (
        <EmptyState icon="lock" title={t('secrets.empty.title')}>
          {t('secrets.empty.sentence')}
        </EmptyState>
      )}
      {items.length > 0 && (
        <Table label={t('secrets.title')} head={head}>
          {items.map((secret) => (
            <SecretRow key={secret.id} secret={secret} onChange={refresh} />
          ))}
        </Table>
      )}
    </Page>
  )
}
