import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { keys } from '../../api/keys.ts'
import { getPrivacy } from '../../api/privacy.ts'
import { useMay, useWorkspace } from '../../shell/session.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Page } from '../../ui/Page.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { SkeletonRows } from '../../ui/Skeleton.tsx'
import { PrivacyForm } from './PrivacyForm.tsx'
import { Requests } from './Requests.tsx'

/** What people are asked for, how long what is kept, and what they asked for themselves. */
export function PrivacyPage() {
  const { t } = useTranslation('settings')
  const { id } = useWorkspace()
  const mayRead = useMay()('readOptOuts')
  const privacy = useQuery({ queryKey: keys.privacy(id), queryFn: () => getPrivacy(id) })
  return (
    <Page title={t('privacy.title')}>
      <PageHeader title={t('privacy.title')} />
      {privacy.isPending && <SkeletonRows rows={4} />}
      {privacy.isError && <ErrorState error={privacy.error} onRetry={() => void privacy.refetch()} />}
      {privacy.data && <PrivacyForm key={privacy.data.revision} read={privacy.data} />}
      {mayRead && <Requests />}
    </Page>
  )
}
