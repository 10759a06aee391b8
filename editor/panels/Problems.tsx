import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Problem } from '#schemas/api/problems.ts'
import { descriptionOf } from '../document/catalogue.ts'
import { deletes, fixesOf } from '../document/fixes.ts'
import { doFix } from '../open-flow/fix-problem.ts'
import { fixWords } from '../open-flow/fix-words.ts'
import { useDocument, useFlowEditor, useWording } from '../open-flow/flow-editor.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Tile } from '../ui/Tile.tsx'
import { jumpToProblem } from './jump-to-problem.ts'
import { Panel, PanelBody, PanelHeader, Section } from './Panel.tsx'
import classes from './problems.module.css'

/** Everything the flow is checked for, errors first, with the way to each place and the fix as a button. */
export function Problems() {
  const { t } = useTranslation('panels')
  const { look } = useFlowEditor()
  const problems = useDocument((document) => document.problems)
  const groups = (['error', 'warning'] as const)
    .map((severity) => ({ severity, items: problems.filter((problem) => problem.severity === severity) }))
    .filter(({ items }) => items.length > 0)
  return (
    <Panel label={t('problems.title')}>
      <PanelHeader
        tile={<Tile icon="list-check" />}
        title={t('problems.title')}
        subtitle={t('problems.count', { count: problems.length })}
        onClose={() => look.getState().show(null)}
      />
      <PanelBody>
        {groups.length === 0 && (
          <EmptyState icon="circle-check" title={t('problems.none')}>
            {t('problems.noneSentence')}
          </EmptyState>
        )}
        {groups.map(({ severity, items }) => (
          <Section key={severity} title={t(`problems.${severity}`, { count: items.length })}>
            <ul className={classes.list}>
              {items.map((problem) => (
                <ProblemRow key={keyOf(problem)} problem={problem} />
              ))}
            </ul>
          </Section>
        ))}
      </PanelBody>
    </Panel>
  )
}

function ProblemRow({ problem }: { problem: Problem }) {
  const { t } = useTranslation('panels')
  const editor = useFlowEditor()
  const wording = useWording()
  const node = useDocument((document) => document.flow.nodes.find(({ id }) => id === problem.nodeId))
  const readOnly = useDocument((document) => document.saveState === 'read-only')
  const description = node && descriptionOf(node.type)
  const flow = useDocument((document) => document.flow)
  // The row itself goes to the place.
  const fixes = readOnly ? [] : fixesOf(problem).filter((fix) => fix.do !== 'focus')
  return (
    <li className={classes.row} data-severity={problem.severity}>
      <button type="button" className={classes.jump} onClick={() => jumpToProblem(editor.look, problem)}>
        <Tile size="sm" icon={description?.icon ?? 'adjustments-horizontal'} category={description?.category} />
        <span className={classes.words}>
          <span className={classes.name}>{node ? wording.title(node) : t('problems.wholeFlow')}</span>
          <span className={classes.sentence}>
            <Icon name={problem.severity === 'error' ? 'alert-circle' : 'alert-triangle'} size={14} />
            {problem.message}
          </span>
        </span>
      </button>
      {fixes.length > 0 && (
        <div className={classes.fixes}>
          {fixes.map((fix) => {
            const words = fixWords(fix, flow, wording)
            return (
              <Button
                key={JSON.stringify(fix)}
                size="xs"
                className={classes.fix}
                data-deletes={deletes(fix) || undefined}
                onClick={() => doFix(editor, fix, { words })}
              >
                {words}
              </Button>
            )
          })}
        </div>
      )}
    </li>
  )
}

export const keyOf = ({ code, nodeId, output, path, language, values }: Problem): string =>
  [code, nodeId, output, path, language, values?.name].join(' ')
