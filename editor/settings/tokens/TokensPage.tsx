import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { TokenView } from '#schemas/api/tokens.ts'
import { keys } from '../../api/keys.ts'
import { listTokens, revokeToken } from '../../api/tokens.ts'
import { useWorkspace } from '../../shell/session.tsx'
import { confirm } from '../../ui/confirm.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { formatDay, formatWhen } from '../../ui/format.ts'
import { Icon } from '../../ui/Icon.tsx'
import { Named } from '../../ui/Named.tsx'
import { Page } from '../../ui/Page.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { SkeletonRows } from '../../ui/Skeleton.tsx'
import { Table } from '../../ui/Table.tsx'
import { Tag } from '../../ui/Tag.tsx'
import classes from '../settings.module.css'
import { openNewToken } from './NewToken.tsx'

/** Keys for programs that call the API. */
export function TokensPage() {
  const { t } = useTranslation(['settings', 'shell'])
  const workspace = useWorkspace()
  const queries = useQueryClient()
  const tokens = useQuery({ queryKey: keys.tokens(workspace.id), queryFn: () => listTokens(workspace.id) })
  const refresh = () => queries.invalidateQueries({ queryKey: keys.tokens(workspace.id) })
  const items = tokens.data?.items ?? []
  const head = (
    <>
      <th>{t('tokens.name')}</th>
      <th data-wide>{t('tokens.role')}</th>
      <th data-wide>{t('tokens.lastUsed')}</th>
      <th>{t('tokens.expires')}</th>
      <th>
        <span className="al-hidden">{t('actions')}</span>
      </th>
    </>
  )
  return (
    <Page title={t('tokens.title')}>
      <PageHeader title={t('tokens.title')} count={items.length || undefined}>
        <Button variant="filled" leftSection={<Icon name="plus" />} onClick={() => openNewToken(workspace, refresh)}>
          {t('tokens.add')}
        </Button>
      </PageHeader>
      {tokens.isPending && <SkeletonRows rows={3} />}
      {tokens.isError && <ErrorState error={tokens.error} onRetry={() => void tokens.refetch()} />}
      {tokens.data && items.length === 0 && (
        <EmptyState icon="key" title={t('tokens.empty.title')}>
          {t('tokens.empty.sentence')}
        </EmptyState>
      )}
      {items.length > 0 && (
        <Table label={t('tokens.title')} head={head}>
          {items.map((token) => (
            <Row key={token.id} token={token} onChange={refresh} />
          ))}
        </Table>
      )}
    </Page>
  )
}

function Row({ token, onChange }: { token: TokenView; onChange(): unknown }) {
  const { t } = useTranslation(['settings', 'shell'])
  const { id } = useWorkspace()
  const revoke = () =>
    confirm({
      title: t('tokens.revoke.title', { name: token.name }),
      children: t('tokens.revoke.sentence'),
      action: t('tokens.revoke.action'),
      danger: true,
      onConfirm: async () => {
        await revokeToken(id, token.id)
        await onChange()
      },
    })
  const expired = new Date(token.expiresAt) < new Date()
  return (
    <tr>
      <td>
        <Named name={token.name} below={<bdi dir="ltr">{token.prefix}…</bdi>} />
      </td>
      <td data-wide>{t(`shell:role.${token.role}`)}</td>
      <td className={classes.quiet} data-wide>
        {token.lastUsedAt ? formatWhen(token.lastUsedAt) : t('tokens.never')}
      </td>
      <td className={classes.quiet}>
        {expired ? (
          <Tag tone="danger" icon="alert-triangle">
            {t('tokens.expired', { day: formatDay(token.expiresAt) })}
          </Tag>
        ) : (
          formatDay(token.expiresAt)
        )}
      </td>
      <td data-end>
        <Button size="xs" variant="subtle" onClick={revoke} aria-label={t('tokens.revoke.label', { name: token.name })}>
          {t('tokens.revoke.open')}
        </Button>
      </td>
    </tr>
  )
}
