import { useTranslation } from 'react-i18next'
import { CommandButton } from '../../commands/CommandButton.tsx'
import { useDocument, useView } from '../../open-flow/flow-editor.ts'
import classes from './selection-bar.module.css'

/** How many are selected, and what can be done with them. */
export function SelectionBar() {
  const { t } = useTranslation('canvas')
  const count = useView((view) => view.selection.nodes.length)
  const statistics = useView((view) => view.mode === 'statistics')
  const edits = useDocument((document) => document.saveState !== 'read-only') && !statistics
  if (count < 2) return null
  return (
    <div className={classes.selection} role="toolbar" aria-label={t('selection.count', { count })}>
      <span className={classes.count}>{t('selection.count', { count })}</span>
      <CommandButton id="copy" />
      {edits && <CommandButton id="duplicate" />}
      {edits && <CommandButton id="tidy" />}
      <CommandButton id="fitSelection" />
      {edits && <span className={classes.rule} />}
      {edits && <CommandButton id="delete" className={classes.danger} />}
    </div>
  )
}
