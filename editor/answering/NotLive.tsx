import { useTranslation } from 'react-i18next'
import classes from './answering.module.css'

/** How much of a draft is not published; nothing where all of it is, or none ever was. */
export function NotLive({ count = 0 }: { count: number | undefined }) {
  const { t } = useTranslation('answering')
  return count > 0 ? <span className={classes.notLive}>{t('notLive', { count })}</span> : null
}
