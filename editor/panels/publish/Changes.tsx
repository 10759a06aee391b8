import { useTranslation } from 'react-i18next'
import type { Difference } from '#schemas/api/flows.ts'
import { descriptionOf } from '../../document/catalogue.ts'
import { useDocument } from '../../open-flow/flow-editor.ts'
import { Tile } from '../../ui/Tile.tsx'
import { type ChangeWords, changeWords } from './change-words.ts'
import classes from './publish.module.css'
import { TextDifference } from './TextDifference.tsx'

/** How many changes of one node are written out. */
const shown = 4

/** What differs from the live version, node by node, texts word by word. */
export function Changes({ differences, first }: { differences: Difference[]; first: boolean }) {
  const { t } = useTranslation('panels')
  return (
    <section>
      <h3>{t('publish.whatChanges')}</h3>
      {first && <p className={classes.quiet}>{t('publish.everythingIsNew')}</p>}
      {!first && differences.length === 0 && <p className={classes.quiet}>{t('publish.nothing')}</p>}
      <ul>
        {!first &&
          differences.map((difference, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a list that is drawn once
            <Change key={index} difference={difference} />
          ))}
      </ul>
    </section>
  )
}

function Change({ difference }: { difference: Difference }) {
  const { t } = useTranslation('panels')
  const type = useDocument((document) => document.flow.nodes.find(({ id }) => id === difference.nodeId)?.type)
  const variables = useDocument((document) => document.flow.variables)
  const description = type === undefined ? undefined : descriptionOf(type)
  const { kind, name, changes = [] } = difference
  return (
    <li>
      <Tile icon={description?.icon ?? icons[kind]} category={description?.category} />
      <div className={classes.words}>
        <span className={classes.name}>{kind === 'settings-changed' ? t('settings.title') : name}</span>
        {kind !== 'node-changed' && kind !== 'settings-changed' && <span className={classes.detail}>{t(`publish.${kind}`)}</span>}
        {changes.slice(0, shown).map((change) => (
          <ChangeText key={change.path} {...changeWords(t, change, { description, flow: { variables } })} />
        ))}
        {changes.length > shown && <span className={classes.detail}>{t('publish.more', { count: changes.length - shown })}</span>}
      </div>
    </li>
  )
}

function ChangeText({ label, before = '', after = '' }: ChangeWords) {
  const { t } = useTranslation('panels')
  if (before === '' && after === '') return <span className={classes.detail}>{t('publish.settingChanged', { label })}</span>
  return (
    <span className={classes.detail} dir="auto">
      <span className={classes.where}>{label}: </span>
      <TextDifference before={before} after={after} />
    </span>
  )
}

const icons: Record<Difference['kind'], string> = {
  'node-added': 'plus',
  'node-removed': 'trash',
  'node-changed': 'pencil',
  'edge-added': 'route',
  'edge-removed': 'route',
  'settings-changed': 'adjustments-horizontal',
}
