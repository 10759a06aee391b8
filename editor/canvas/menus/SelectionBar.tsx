import { useTranslation } from 'react-i18next'
import { CommandButton } from '../../commands/CommandButton.tsx'
import { useView } from '../../open-flow/flow-editor.ts'
import classes from './selection-bar.module.css'

/** How many are selected, and what can be done with them. */
export function SelectionBar() {
  const { t } = useTranslation('canvas')
  const count = useView((view) => view.selection.nodes.length)
  if (count < 2) return null
  return (
    <div className={classes.selection} role="toolbar" aria-label={t('selection.count', { count })}>
      <span className={classes.count}>{t('selection.count', { count })}</span>
      <CommandButton id="copy" />
      <CommandButton id="duplicate" />
      <CommandButton id="tidy" />
      <CommandButton id="fitSelection" />
      <span className={classes.rule} />
      <CommandButton id="delete" className={classes.danger} />
    </div>
  )
}
