import { onlineManager } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { Banner } from '../ui/Banner.tsx'
import { useLate } from '../ui/Skeleton.tsx'
import { useLiveState } from './LiveProvider.tsx'
import classes from './shell.module.css'

/** Under the top bar while the browser has no network, or news does not arrive. Work goes on, sending waits. */
export function OfflineBanner() {
  const online = useOnline()
  const connected = useLiveState()
  if (!online) return <Warning of="offline" />
  return connected ? null : <NoNews />
}

/** A line that comes back at once is not worth a word. */
const NoNews = () => useLate(5_000) && <Warning of="noNews" />

function Warning({ of }: { of: 'offline' | 'noNews' }) {
  const { t } = useTranslation('shell')
  return (
    <div className={classes.offline}>
      <Banner tone="warn" icon="cloud-off">
        {t(of)}
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
