import { ActionIcon, Button, Select, TextInput, Tooltip } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Variable } from '#schemas/flow.ts'
import { useDocument, useFlowEditor } from '../../canvas/hooks.ts'
import { setVariables } from '../../document/edits.ts'
import { Icon } from '../../ui/Icon.tsx'
import classes from '../form/form.module.css'
import { useFormScope } from '../form/scope.ts'

const types: Variable['type'][] = ['text', 'number', 'boolean', 'date', 'list']
const nameRule = /^[a-z][A-Za-z0-9_]{0,49}$/

/** What the flow remembers during a chat, and of what type. */
export function Variables() {
  const { t } = useTranslation('panels')
  const { document } = useFlowEditor()
  const { disabled } = useFormScope()
  const variables = useDocument((state) => state.flow.variables)
  const { edit, endGesture } = document.getState()
  const save = (next: Variable[], merge?: string) => edit('variables', (flow) => setVariables(flow, next), { merge })
  const change = (index: number, part: Partial<Variable>) =>
    save(
      variables.map((each, at) => (at === index ? { ...each, ...part } : each)),
      `variables ${index} ${Object.keys(part).join()}`,
    )
  const problem = ({ name }: Variable) =>
    !nameRule.test(name)
      ? t('settings.badName')
      : variables.filter((each) => each.name === name).length > 1
        ? t('settings.doubleName')
        : undefined
  return (
    <div className={classes.table}>
      {variables.map((variable, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the name changes while it is typed
        <div key={index} className={classes.row}>
          <TextInput
            aria-label={t('settings.variableName')}
            value={variable.name}
            onChange={(event) => change(index, { name: event.currentTarget.value })}
            onBlur={endGesture}
            error={problem(variable)}
            dir="ltr"
            readOnly={disabled}
          />
          <Select
            aria-label={t('settings.variableType')}
            data={types.map((type) => ({ value: type, label: t(`settings.type.${type}`) }))}
            value={variable.type}
            onChange={(type) => change(index, { type: type as Variable['type'] })}
            readOnly={disabled}
          />
          <Tooltip label={t('settings.sensitive')}>
            <ActionIcon
              aria-label={t('settings.sensitive')}
              aria-pressed={variable.sensitive === true}
              onClick={() => change(index, { sensitive: !variable.sensitive })}
              disabled={disabled}
            >
              <Icon name={variable.sensitive ? 'eye-off' : 'eye'} />
            </ActionIcon>
          </Tooltip>
          {!disabled && (
            <ActionIcon
              aria-label={t('form.removeThing', { thing: variable.name })}
              onClick={() => save(variables.filter((_, at) => at !== index))}
            >
              <Icon name="x" />
            </ActionIcon>
          )}
        </div>
      ))}
      {!disabled && (
        <div>
          <Button
            size="xs"
            leftSection={<Icon name="plus" size={14} />}
            onClick={() => save([...variables, { name: freeName(variables), type: 'text' }])}
          >
            {t('form.add')}
          </Button>
        </div>
      )}
    </div>
  )
}

function freeName(variables: Variable[]): string {
  const taken = new Set(variables.map(({ name }) => name))
  let number = variables.length + 1
  while (taken.has(`variable${number}`)) number += 1
  return `variable${number}`
}
