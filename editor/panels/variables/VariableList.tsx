import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { nodeOf } from '../../document/catalogue.ts'
import type { VariableUse } from '../../document/variables/uses.ts'
import { useDocument, useWording } from '../../open-flow/flow-editor.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Segmented } from '../../ui/Segmented.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { PanelBody } from '../Panel.tsx'
import classes from './variable-list.module.css'
import panel from './variables.module.css'

interface VariableListProps {
  uses: VariableUse[]
  chosen: string | undefined
  onChoose(name: string): void
}

const origins: VariableUse['origin'][] = ['nobody', 'answers', 'services', 'flow']
const filters = {
  all: () => true,
  hidden: ({ declared }: VariableUse) => declared?.sensitive === true,
  idle: ({ reads }: VariableUse) => reads.length === 0,
}

type Filter = keyof typeof filters
const shown: Filter[] = ['all', 'hidden', 'idle']

/** The variables by who gives them their value, with how often they are set and read. */
export function VariableList({ uses, chosen, onChoose }: VariableListProps) {
  const { t } = useTranslation('panels')
  const [search, setSearch] = useState('')
  const [filter, setFilter] = useState<Filter>('all')
  const wanted = search.trim().toLowerCase()
  const found = uses
    .filter(filters[filter])
    .filter(({ name, declared }) => `${name} ${declared?.label ?? ''}`.toLowerCase().includes(wanted))
  if (uses.length === 0)
    return (
      <PanelBody>
        <EmptyState icon="variable" title={t('variableList.none')}>
          {t('variableList.noneSentence')}
        </EmptyState>
      </PanelBody>
    )
  return (
    <>
      <div className={classes.tools}>
        <TextInput
          className={classes.search}
          type="search"
          aria-label={t('variableList.search')}
          placeholder={t('variableList.search')}
          leftSection={<Icon name="search" />}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
        <Segmented<Filter>
          label={t('variableList.filter')}
          value={filter}
          onChange={setFilter}
          options={shown.map((value) => ({
            value,
            label: t(`variableList.${value}`, { count: uses.filter(filters[value]).length }),
          }))}
        />
      </div>
      <PanelBody>
        <div className={classes.head} aria-hidden="true">
          <span>{t('variableList.name')}</span>
          <span>{t('variableList.from')}</span>
          <span className={classes.figure}>{t('variableList.set')}</span>
          <span className={classes.figure}>{t('variableList.read')}</span>
        </div>
        {origins.map((origin) => {
          const rows = found.filter((use) => use.origin === origin)
          if (rows.length === 0) return null
          return (
            <section key={origin} aria-label={t(`variableList.origin.${origin}`)}>
              <h3 className={classes.origin} data-origin={origin}>
                {origin === 'nobody' && <Icon name="alert-triangle" size={14} />}
                {t(`variableList.origin.${origin}`)} <span className={panel.count}>{rows.length}</span>
              </h3>
              <ul>
                {rows.map((use) => (
                  <li key={use.name}>
                    <Row use={use} chosen={use.name === chosen} onChoose={() => onChoose(use.name)} />
                  </li>
                ))}
              </ul>
            </section>
          )
        })}
        {found.length === 0 && <p className={classes.nothing}>{t('variableList.notFound')}</p>}
      </PanelBody>
    </>
  )
}

function Row({ use, chosen, onChoose }: { use: VariableUse; chosen: boolean; onChoose(): void }) {
  const { t } = useTranslation('panels')
  const { name, declared, sets, reads } = use
  const from = useFrom(use)
  return (
    <button type="button" className={classes.row} aria-pressed={chosen} onClick={onChoose}>
      <span className={classes.cell}>
        <bdi className={panel.name} data-idle={reads.length === 0 || undefined}>
          {name}
        </bdi>
      </span>
      <span className={classes.cell}>
        <span className={classes.from}>{from}</span>
        <span className={panel.kind}>{declared ? t(`variableList.kind.${declared.type}`) : t('variableList.undeclared')}</span>
      </span>
      <Figure count={sets.length} label={t('variableList.set')} />
      <Figure count={reads.length} label={t('variableList.read')} />
      <span className={classes.marks}>
        {declared?.sensitive && (
          <span className={classes.sensitive}>
            <Icon name="lock" size={14} />
            {t('variableList.sensitive')}
          </span>
        )}
        {reads.length === 0 && <Tag tone="warn">{t('variableList.unused')}</Tag>}
      </span>
    </button>
  )
}

const Figure = ({ count, label }: { count: number; label: string }) => (
  <span className={classes.figure} data-none={count === 0 || undefined}>
    <span className="al-hidden">{label} </span>
    {count}
  </span>
)

/** Who gives a variable its value, by name. */
function useFrom({ sets, declared }: VariableUse): string {
  const { t } = useTranslation('panels')
  const wording = useWording()
  const nodes = useDocument(({ flow }) => flow.nodes)
  const setters = [...new Set(sets.flatMap(({ nodeId }) => nodeId ?? []))].flatMap((id) => nodeOf({ nodes }, id) ?? [])
  const [first, ...others] = setters
  if (!first) return t(declared ? 'variableList.noValue' : 'variableList.notSet')
  return others.length === 0
    ? wording.title(first)
    : t('variableList.setByMore', { name: wording.title(first), count: others.length })
}
