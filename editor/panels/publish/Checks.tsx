import { useTranslation } from 'react-i18next'
import type { Problem } from '#schemas/api/problems.ts'
import { useDocument, useFlowEditor, useWording } from '../../open-flow/flow-editor.ts'
import { Icon, type IconName } from '../../ui/Icon.tsx'
import { jumpToProblem } from '../jump-to-problem.ts'
import { keyOf } from '../Problems.tsx'
import classes from './publish.module.css'

/** How many problems of a kind are named. */
const shown = 6

/** What was looked at, and what it found: errors block, warnings may go. Each leads to its place. */
export function Checks({ problems, onLeave }: { problems: Problem[]; onLeave(): void }) {
  const { t } = useTranslation('panels')
  const errors = problems.filter(({ severity }) => severity === 'error')
  const warnings = problems.filter(({ severity }) => severity === 'warning')
  return (
    <section>
      <h3>{t('publish.whatWeChecked')}</h3>
      <ul>
        {errors.length > 0 && (
          <Check
            tone="danger"
            icon="x"
            title={t('publish.errors', { count: errors.length })}
            problems={errors}
            onLeave={onLeave}
          />
        )}
        {warnings.length > 0 && (
          <Check
            tone="warn"
            icon="alert-triangle"
            title={t('publish.warnings', { count: warnings.length })}
            problems={warnings}
            onLeave={onLeave}
          />
        )}
        {problems.length === 0 && (
          <Check tone="ok" icon="check" title={t('publish.noProblems')} problems={[]} onLeave={onLeave} />
        )}
      </ul>
    </section>
  )
}

interface CheckProps {
  tone: 'ok' | 'warn' | 'danger'
  icon: IconName
  title: string
  problems: Problem[]
  onLeave(): void
}

function Check({ tone, icon, title, problems, onLeave }: CheckProps) {
  const { t } = useTranslation('panels')
  const { look } = useFlowEditor()
  const showAll = () => {
    onLeave()
    look.getState().show('problems')
  }
  return (
    <li>
      <span className={classes.ring} data-tone={tone}>
        <Icon name={icon} size={12} />
      </span>
      <div className={classes.words}>
        <span className={classes.name}>{title}</span>
        {problems.length === 0 && <span className={classes.detail}>{t('publish.noProblemsSentence')}</span>}
        {problems.slice(0, shown).map((problem) => (
          <ProblemLine key={keyOf(problem)} problem={problem} onLeave={onLeave} />
        ))}
        {problems.length > shown && (
          <button type="button" className={classes.link} onClick={showAll}>
            {t('publish.moreProblems', { count: problems.length - shown })}
          </button>
        )}
      </div>
    </li>
  )
}

function ProblemLine({ problem, onLeave }: { problem: Problem; onLeave(): void }) {
  const { t } = useTranslation('panels')
  const { look } = useFlowEditor()
  const wording = useWording()
  const node = useDocument((document) => document.flow.nodes.find(({ id }) => id === problem.nodeId))
  const jump = () => {
    onLeave()
    jumpToProblem(look, problem)
  }
  return (
    <span className={classes.problem}>
      <span className={classes.detail}>{node ? `${wording.title(node)}: ${problem.message}` : problem.message}</span>
      <button type="button" className={classes.link} onClick={jump}>
        {t('publish.show')}
      </button>
    </span>
  )
}
