import { useTranslation } from 'react-i18next'
import { clashesOf } from '../document/open-clashes.ts'
import { useShownVersion } from '../panels/versions/use-shown-version.ts'
import { Banner } from '../ui/Banner.tsx'
import { formatTime } from '../ui/format.ts'
import classes from './canvas.module.css'
import { useDocument, useFlowEditor } from './hooks.ts'

/** What stands in the way of the draft: no network, another author, a role that may only read. */
export function Banners({ wide }: { wide: boolean }) {
  const { t } = useTranslation('canvas')
  const { autosave } = useFlowEditor()
  const state = useDocument((document) => document.saveState)
  const error = useDocument((document) => document.saveError)
  const { version } = useShownVersion()
  if (state === 'conflict') return <Conflict />
  const banner = {
    offline: (
      <Banner tone="warn" icon="cloud-off" action={{ label: t('banner.retry'), onClick: autosave.retry }}>
        {t('banner.offline')}
      </Banner>
    ),
    failed: (
      <Banner tone="danger" action={{ label: t('banner.retry'), onClick: autosave.retry }}>
        {t('banner.failed', { reason: error })}
      </Banner>
    ),
    'read-only': version === null && <Banner tone="read">{t('banner.readOnly')}</Banner>,
  }[state as string]
  if (banner) return <div className={classes.banner}>{banner}</div>
  return wide ? null : (
    <div className={classes.banner}>
      <Banner tone="read" icon="device-desktop">
        {t('banner.narrow')}
      </Banner>
    </div>
  )
}

/** Nothing is saved until somebody chose what both changed. */
function Conflict() {
  const { t } = useTranslation('canvas')
  const { look } = useFlowEditor()
  const conflict = useDocument((state) => state.conflict)
  const open = useDocument(clashesOf)
  if (!conflict) return null
  return (
    <div className={classes.banner}>
      <Banner
        tone="danger"
        icon="arrow-merge"
        action={{ label: t('conflict.choose'), onClick: () => look.getState().show('merge') }}
      >
        {t('conflict.sentence', {
          name: conflict.savedBy.name,
          time: formatTime(conflict.savedAt),
          count: open.length,
        })}
      </Banner>
    </div>
  )
}
