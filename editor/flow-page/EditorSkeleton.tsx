import { useTranslation } from 'react-i18next'
import { Skeleton, useLate } from '../ui/Skeleton.tsx'
import layout from './layout.module.css'
import topbar from './topbar.module.css'

/** The editor while its flow is on its way: the bar's shape after a moment, a sentence when it takes long. */
export function EditorSkeleton() {
  const { t } = useTranslation('canvas')
  const late = useLate(200)
  const long = useLate(5000)
  return (
    <div className={layout.editor}>
      <header className={topbar.bar}>
        {late && (
          <>
            <Skeleton width={24} height={24} radius={6} />
            <Skeleton width={220} />
            <span className={topbar.space} />
            <Skeleton width={184} height={32} radius={8} />
            <span className={topbar.space} />
            <Skeleton width={72} height={32} radius={8} />
            <Skeleton width={88} height={32} radius={8} />
          </>
        )}
      </header>
      <p className={layout.waiting} role="status">
        {long && t('top.loading')}
      </p>
    </div>
  )
}
