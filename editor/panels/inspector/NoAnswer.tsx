import { Select } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { FlowNode } from '#schemas/flow.ts'
import { descriptionOf } from '../../document/catalogue.ts'
import { connect, disconnect } from '../../document/edits.ts'
import { useDocument, useFlowEditor, useWording } from '../../open-flow/flow-editor.ts'
import { DurationInput } from '../form/DurationInput.tsx'
import { labelOf } from '../form/schema.ts'
import { useFormScope, type WidgetProps } from '../form/scope.ts'
import classes from './inspector.module.css'

const output = 'no-answer'

/** "[30 min] then [Still there?]": how long a question waits, and where the chat goes on after that. */
export function NoAnswer({ field, value, onChange, error, disabled }: WidgetProps<number>) {
  const { t } = useTranslation('panels')
  const { node } = useFormScope()
  return (
    <div className={classes.noAnswer}>
      <DurationInput
        width={value === undefined ? undefined : 112}
        name={labelOf(field)}
        placeholder={t('noAnswer.never')}
        seconds={value}
        onChange={onChange}
        maximum={field.schema.maximum}
        error={error}
        disabled={disabled}
      />
      {value !== undefined && node && (
        <>
          <span className={classes.then}>{t('noAnswer.then')}</span>
          <div className={classes.target}>
            <TargetSelect node={node} label={t('noAnswer.target')} disabled={disabled} />
          </div>
        </>
      )}
    </div>
  )
}

function TargetSelect({ node, label, disabled }: { node: FlowNode; label: string; disabled: boolean }) {
  const { t } = useTranslation('panels')
  const { document } = useFlowEditor()
  const wording = useWording()
  const nodes = useDocument((state) => state.flow.nodes)
  const edge = useDocument((state) => state.flow.edges.find((each) => each.source === node.id && each.sourceHandle === output))
  const targets = nodes.filter(({ id, type }) => id !== node.id && !descriptionOf(type)?.single)
  const lead = (target: string | null) =>
    document
      .getState()
      .edit(target ? 'connect' : 'disconnect', (flow) =>
        target ? connect(flow, { source: node.id, sourceHandle: output }, target) : edge ? disconnect(flow, [edge.id]) : flow,
      )
  return (
    <Select
      aria-label={label}
      data={[
        { value: '', label: t('noAnswer.nowhere') },
        ...targets.map((each) => ({ value: each.id, label: wording.title(each) })),
      ]}
      value={edge?.target ?? ''}
      onChange={lead}
      searchable
      readOnly={disabled}
    />
  )
}
