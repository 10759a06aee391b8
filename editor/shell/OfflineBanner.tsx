import { onlineManager } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { Banner } from '../ui/Banner.tsx'
import classes from './shell.module.css'

/** Under the top bar while the browser has no network. Work goes on, sending waits. */
export function OfflineBanner() {
  const { t } = useTranslation('shell')
  const online = useOnline()
  if (online) return null
  return (
    <div className={classes.offline}>
      <Banner tone="warn" icon="cloud-off">
        {t('offline')}
      </Banner>
    </div>
  )
}

/** Whether the browser has a network. */
export const useOnline = (): boolean =>
  useSyncExternalStore(
    (changed) => onlineManager.subscribe(changed),
    () => onlineManager.isOnline(),
  )
