import { useTranslation } from 'react-i18next'
import { keysOf } from '#schemas/json-pointer.ts'
import { descriptionOf, nodeOf } from '../document/catalogue.ts'
import { clashesOf } from '../document/open-clashes.ts'
import type { RefusedSetting } from '../document/refused-setting.ts'
import { useDocument, useFlowEditor, useWording } from '../open-flow/flow-editor.ts'
import { useKeepCopy } from '../panels/merge/use-keep-copy.ts'
import { labelAt } from '../panels/publish/label-at.ts'
import { useShownVersion } from '../panels/versions/use-shown-version.ts'
import { useMay, useSession } from '../shell/session.tsx'
import { Banner } from '../ui/Banner.tsx'
import { formatTime } from '../ui/format.ts'
import classes from './banners.module.css'

/** What stands in the way of the draft: no network, another author, a role that may only read. */
export function Banners({ wide }: { wide: boolean }) {
  const { t } = useTranslation('canvas')
  const { autosave } = useFlowEditor()
  const state = useDocument((document) => document.saveState)
  const error = useDocument((document) => document.saveError)
  const refused = useDocument((document) => document.refused)
  const gone = useDocument((document) => document.gone)
  const { version } = useShownVersion()
  if (state === 'conflict') return <Conflict />
  if (gone) return <Deleted />
  const banner = {
    offline: (
      <Banner tone="warn" icon="cloud-off" action={{ label: t('banner.retry'), onClick: autosave.retry }}>
        {t('banner.offline')}
      </Banner>
    ),
    failed: refused ? (
      <Refused {...refused} />
    ) : (
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

/** One setting keeps the whole draft from being saved: which one, why, and the way there. */
function Refused({ nodeId, path, reason }: RefusedSetting) {
  const { t } = useTranslation('canvas')
  const { look } = useFlowEditor()
  const wording = useWording()
  const languages = useDocument((document) => document.flow.languages)
  const node = useDocument(({ flow }) => nodeOf(flow, nodeId))
  if (!node) return null
  const show = () => {
    const language = keysOf(path).at(-1)
    if (language && languages.offered.includes(language)) look.getState().setLanguage(language)
    look.getState().jumpTo(nodeId, path)
  }
  return (
    <Banner tone="danger" action={{ label: t('banner.show'), onClick: show }}>
      {t('banner.refused', { node: wording.title(node), setting: labelAt(descriptionOf(node.type), path), reason })}
    </Banner>
  )
}

/** Trying again can never help: what is here becomes a flow of its own. */
function Deleted() {
  const { t } = useTranslation('canvas')
  const { copying, keepCopy } = useKeepCopy()
  const mayKeep = useMay()('changeFlows')
  const action = { label: t('banner.keepAsNew'), onClick: () => void (copying || keepCopy()) }
  return (
    <div className={classes.banner}>
      <Banner tone="danger" icon="trash" {...(mayKeep && { action })}>
        {t('banner.deleted')}
      </Banner>
    </div>
  )
}

/** Nothing is saved until somebody chose what both changed. */
function Conflict() {
  const { t } = useTranslation('canvas')
  const { look } = useFlowEditor()
  const { me } = useSession()
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
        {t(conflict.savedBy.id === me.user.id ? 'conflict.own' : 'conflict.sentence', {
          name: conflict.savedBy.name,
          time: formatTime(conflict.savedAt),
          count: open.length,
        })}
      </Banner>
    </div>
  )
}
