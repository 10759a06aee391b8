import { useTranslation } from 'react-i18next'
import { listed } from './format.ts'
import classes from './save-bar.module.css'

/** Beside a button that waits: the labels of the fields without which it cannot do anything yet. Nothing when there are none. */
export function Missing({ id, fields }: { id?: string; fields: readonly string[] }) {
  const { t } = useTranslation('shell')
  if (fields.length === 0) return null
  return (
    <span id={id} className={classes.missing}>
      {t('missing', { fields: listed(fields) })}
    </span>
  )
}
