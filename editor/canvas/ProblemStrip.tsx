import { useTranslation } from 'react-i18next'
import type { Problem } from '#schemas/api/contract.ts'
import { Icon } from '../ui/Icon.tsx'
import classes from './card.module.css'
import { fixProblem } from './fix-problem.ts'
import { useFlowEditor } from './hooks.ts'

/** What is wrong with a node, on the node, with the way out as a button. */
export function ProblemStrip({ problems }: { problems: Problem[] }) {
  const { t } = useTranslation('canvas')
  const editor = useFlowEditor()
  const problem = problems[0]
  if (!problem) return null
  const only = problems.length === 1
  const show = () => {
    editor.look.getState().select([problem.nodeId as string])
    editor.look.getState().show('problems')
  }
  return (
    <div className={classes.issue} data-severity={problem.severity}>
      <Icon name={problem.severity === 'error' ? 'alert-circle' : 'alert-triangle'} size={14} />
      <span className={classes.sentence}>{only ? problem.message : t('problem.count', { count: problems.length })}</span>
      <button type="button" className="nodrag nopan" onClick={() => (only && problem.fix ? fixProblem(editor, problem) : show())}>
        {only && problem.fix ? t('problem.fix') : t('problem.show')}
      </button>
    </div>
  )
}
