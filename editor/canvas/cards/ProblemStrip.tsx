import { Menu } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Fix, Problem } from '#schemas/api/problems.ts'
import type { Language } from '#schemas/text.ts'
import { deletes, fixesOf } from '../../document/fixes.ts'
import { doFix } from '../../open-flow/fix-problem.ts'
import { fixWords } from '../../open-flow/fix-words.ts'
import { useDocument, useFlowEditor, useWording } from '../../open-flow/flow-editor.ts'
import { Icon } from '../../ui/Icon.tsx'
import classes from './problem-strip.module.css'

/** What is wrong with a node, on the node. *Fix* names what it would do, and does nothing before it is chosen. */
export function ProblemStrip({ nodeId, problems }: { nodeId: string; problems: Problem[] }) {
  const { t } = useTranslation('canvas')
  const { look } = useFlowEditor()
  const readOnly = useDocument((document) => document.saveState === 'read-only')
  const [problem, another] = problems
  if (!problem) return null
  const fixes = readOnly || another ? [] : fixesOf(problem)
  const show = () => {
    look.getState().select([nodeId])
    look.getState().show('problems')
  }
  return (
    <div className={classes.issue} data-severity={problem.severity}>
      <Icon name={problem.severity === 'error' ? 'alert-circle' : 'alert-triangle'} size={14} />
      <span className={classes.sentence}>{another ? t('problem.count', { count: problems.length }) : problem.message}</span>
      {fixes.length > 0 ? (
        <Fixes fixes={fixes} language={problem.language} />
      ) : (
        <button type="button" className="nodrag nopan" onClick={show}>
          {t('problem.show')}
        </button>
      )}
    </div>
  )
}

function Fixes({ fixes, language }: { fixes: Fix[]; language: Language | undefined }) {
  const { t } = useTranslation('canvas')
  const editor = useFlowEditor()
  const wording = useWording()
  const flow = useDocument((document) => document.flow)
  const [only] = fixes
  // To go where it is mended changes nothing: there is nothing to say before.
  if (only?.do === 'focus' && fixes.length === 1)
    return (
      <button type="button" className="nodrag nopan" onClick={() => doFix(editor, only, { words: '', language })}>
        {t('problem.fix')}
      </button>
    )
  return (
    <Menu position="bottom-end" keepMounted={false}>
      <Menu.Target>
        <button type="button" className="nodrag nopan">
          {t('problem.fix')}
        </button>
      </Menu.Target>
      <Menu.Dropdown className="nodrag nopan nowheel">
        {fixes.map((fix) => {
          const words = fixWords(fix, flow, wording)
          return (
            <Menu.Item
              key={JSON.stringify(fix)}
              color={deletes(fix) ? 'red' : undefined}
              onClick={() => doFix(editor, fix, { words, language })}
            >
              {words}
            </Menu.Item>
          )
        })}
      </Menu.Dropdown>
    </Menu>
  )
}
