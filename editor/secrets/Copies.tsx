import { modals } from '@mantine/modals'
import { useQuery } from '@tanstack/react-query'
import i18next from 'i18next'
import { useTranslation } from 'react-i18next'
import type { SecretCopy } from '#schemas/api/secrets.ts'
import { keys } from '../api/keys.ts'
import { listCopies } from '../api/secrets.ts'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Icon } from '../ui/Icon.tsx'
import { SkeletonRows } from '../ui/Skeleton.tsx'
import classes from './copies.module.css'

/** Shows where a secret's value still stands in plain text. */
export function openCopies(workspaceId: string, secret: { id: string; name: string }): void {
  modals.open({
    title: i18next.t('settings:secrets.copies.title', { name: secret.name }),
    size: 480,
    children: <Copies workspaceId={workspaceId} secretId={secret.id} />,
  })
}

/** Drafts and published versions that hold the value, and what to do about them. `but`: a flow whose draft was just mended. */
export function Copies({ workspaceId, secretId, but }: { workspaceId: string; secretId: string; but?: string }) {
  const { t } = useTranslation('settings')
  const copies = useQuery({
    queryKey: keys.copies(workspaceId, secretId),
    queryFn: () => listCopies(workspaceId, secretId),
    staleTime: 0,
  })
  if (copies.isPending) return <SkeletonRows rows={2} />
  if (copies.isError) return <ErrorState error={copies.error} onRetry={() => void copies.refetch()} />
  if (copies.data.tooShort) return <p className={classes.text}>{t('secrets.copies.tooShort')}</p>
  const items = copies.data.items.filter(({ flowId, version }) => version !== undefined || flowId !== but)
  if (items.length === 0) return <p className={classes.text}>{t('secrets.copies.none')}</p>
  return (
    <div className={classes.copies}>
      <p className={classes.text}>{t('secrets.copies.some')}</p>
      <ul>
        {items.map((copy) => (
          <li key={`${copy.flowId} ${copy.version ?? ''}`}>
            <Icon name={copy.version === undefined ? 'pencil' : 'history'} />
            <span dir="auto">{copy.name}</span>
            <span className={classes.quiet}>{wordsOf(copy)}</span>
          </li>
        ))}
      </ul>
      <p className={classes.text}>{t('secrets.copies.replace')}</p>
    </div>
  )
}

const wordsOf = ({ version, live }: SecretCopy): string =>
  version === undefined
    ? i18next.t('settings:secrets.copies.draft')
    : i18next.t(`settings:secrets.copies.${live ? 'live' : 'version'}`, { version })
