import { ActionIcon, Button, Radio, Select } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Variable } from '#schemas/flow.ts'
import { setVariables } from '../../document/edits.ts'
import type { VariableUse } from '../../document/variables/uses.ts'
import { useDocument, useFlowEditor } from '../../open-flow/flow-editor.ts'
import { confirm } from '../../ui/confirm.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { PanelBody, PanelNote, Section } from '../Panel.tsx'
import { Places } from './Places.tsx'
import { RenameVariable } from './RenameVariable.tsx'
import classes from './variable-detail.module.css'
import panel from './variables.module.css'

const kinds: Variable['type'][] = ['text', 'number', 'boolean', 'date', 'list']

/** One variable: its name everywhere, its type, who may see it, who sets and reads it. */
export function VariableDetail({ use }: { use: VariableUse }) {
  const { t } = useTranslation('panels')
  const { document, look } = useFlowEditor()
  const readOnly = useDocument((state) => state.saveState === 'read-only')
  const { name, declared, sets, reads } = use
  const save = (variables: (before: Variable[]) => Variable[]) =>
    document.getState().edit('variables', (flow) => setVariables(flow, variables(flow.variables)))
  /** What is said of a variable that only nodes name declares it. */
  const change = (part: Partial<Variable>) =>
    save((variables) =>
      declared
        ? variables.map((each) => (each.name === name ? { ...each, ...part } : each))
        : [...variables, { name, type: 'text', ...part }],
    )
  const unmask = () =>
    confirm({
      title: t('variableList.unmask', { name }),
      children: t('variableList.unmaskSentence'),
      action: t('variableList.unmaskAction'),
      onConfirm: () => change({ sensitive: false }),
    })
  return (
    <section className={classes.detail} aria-label={name}>
      <header className={classes.detailHead}>
        <ActionIcon
          size="sm"
          className={classes.back}
          aria-label={t('variableList.back')}
          onClick={() => look.getState().showVariable(null)}
        >
          <Icon name="chevron-left" flip />
        </ActionIcon>
        <bdi className={panel.name}>{name}</bdi>
        <span className={panel.kind}>{declared ? t(`variableList.kind.${declared.type}`) : t('variableList.undeclared')}</span>
        <span className={classes.space} />
        <ActionIcon size="sm" aria-label={t('variableList.close', { name })} onClick={() => look.getState().showVariable(null)}>
          <Icon name="x" />
        </ActionIcon>
      </header>
      <PanelBody>
        {!readOnly && (
          <div className={classes.editing}>
            <Section>
              <RenameVariable use={use} />
            </Section>
          </div>
        )}
        <Section title={t('variableList.setters', { count: sets.length })}>
          <Places holders={sets} none={t('variableList.nobodySets')} />
        </Section>
        <Section title={t('variableList.readers', { count: reads.length })}>
          <Places holders={reads} none={t('variableList.nobodyReads')} />
        </Section>
        <Section title={t('variableList.whoSees')}>
          <Radio.Group
            aria-label={t('variableList.whoSees')}
            value={declared?.sensitive ? 'masked' : 'everyone'}
            onChange={(value) => (value === 'masked' ? change({ sensitive: true }) : unmask())}
          >
            <div className={classes.choices}>
              <Radio value="everyone" label={t('variableList.everyone')} disabled={readOnly} />
              <Radio
                value="masked"
                label={t('variableList.masked')}
                description={t('variableList.maskedHint')}
                disabled={readOnly}
              />
            </div>
          </Radio.Group>
        </Section>
        <Section>
          <Select
            label={t('variableList.type')}
            placeholder={t('variableList.undeclared')}
            data={kinds.map((kind) => ({ value: kind, label: t(`variableList.kind.${kind}`) }))}
            value={declared?.type ?? null}
            onChange={(type) => type && change({ type: type as Variable['type'] })}
            allowDeselect={false}
            readOnly={readOnly}
          />
        </Section>
        {declared && sets.length + reads.length === 0 && !readOnly && (
          <Section>
            <PanelNote icon="alert-triangle">{t('variableList.nobodyReads')}</PanelNote>
            <Button variant="danger" size="xs" onClick={() => save((all) => all.filter((each) => each.name !== name))}>
              {t('variableList.delete')}
            </Button>
          </Section>
        )}
      </PanelBody>
    </section>
  )
}
