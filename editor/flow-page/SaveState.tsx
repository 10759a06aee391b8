import { useTranslation } from 'react-i18next'
import { useDocument } from '../open-flow/flow-editor.ts'
import { formatWhenInSentence } from '../ui/format.ts'
import { Icon, type IconName } from '../ui/Icon.tsx'
import classes from './topbar.module.css'

const icons: Record<string, IconName> = {
  saved: 'cloud-check',
  offline: 'cloud-off',
  conflict: 'alert-circle',
  failed: 'alert-circle',
  'read-only': 'eye',
}

/** Where the draft is: saved, on its way, kept here, or in conflict. */
export function SaveState() {
  const { t } = useTranslation('canvas')
  const state = useDocument((document) => document.saveState)
  const savedAt = useDocument((document) => document.savedAt)
  const text = state === 'saved' ? t('saved.saved', { time: formatWhenInSentence(savedAt) }) : t(`saved.${state}`)
  return (
    <span className={classes.saved} data-state={state} role="status">
      <Icon name={icons[state] ?? 'cloud-upload'} size={14} />
      <span className={classes.savedText}>{text}</span>
    </span>
  )
}
