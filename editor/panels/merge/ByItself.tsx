import { useTranslation } from 'react-i18next'
import type { Difference } from '#schemas/api/flows.ts'
import { differences } from '#schemas/difference.ts'
import type { Flow } from '#schemas/flow.ts'
import { descriptionOf, nodeOf } from '../../document/catalogue.ts'
import type { Clash } from '../../document/merge.ts'
import { useWording } from '../../open-flow/flow-editor.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { Tile } from '../../ui/Tile.tsx'
import { Section } from '../Panel.tsx'
import { labelAt } from '../publish/label-at.ts'
import classes from './merge.module.css'
import { notAsked } from './not-asked.ts'

export interface ByItselfProps {
  base: Flow
  /** A draft and who made it, mine and theirs. */
  drafts: { flow: Flow; name: string }[]
  /** What both changed stands above. */
  clashes: Clash[]
}

/** What only one of two people changed: it came together without a question. */
export function ByItself({ base, drafts, clashes }: ByItselfProps) {
  const { t } = useTranslation('panels')
  const wording = useWording()
  const rows = drafts.flatMap(({ flow, name }) =>
    notAsked(
      differences(base, flow, (node) => wording.type(node.type)),
      flow,
      clashes,
    ).map((difference) => ({
      difference,
      name,
      node: nodeOf(flow, difference.nodeId ?? '') ?? nodeOf(base, difference.nodeId ?? ''),
    })),
  )
  const detail = ({ kind, changes = [] }: Difference, type = '') =>
    kind === 'node-changed' || kind === 'settings-changed'
      ? changes.map(({ path }) => labelAt(descriptionOf(type), path)).join(' · ')
      : t(`publish.${kind}`)
  return (
    <Section title={t('merge.byItself')}>
      {rows.length === 0 && <p className={classes.field}>{t('merge.byItselfNothing')}</p>}
      <ul className={classes.rows}>
        {rows.map(({ difference, name, node }) => (
          <li key={`${name} ${difference.kind} ${difference.nodeId} ${difference.name}`}>
            <Tile
              icon={descriptionOf(node?.type ?? '')?.icon ?? 'route'}
              category={descriptionOf(node?.type ?? '')?.category}
              size="sm"
            />
            <b dir="auto">{difference.kind === 'settings-changed' ? t('merge.flow') : difference.name}</b>
            <span className={classes.field} dir="auto">
              {detail(difference, node?.type)}
            </span>
            <span className="al-hidden">{name}</span>
            <Avatar name={name} size="xs" />
          </li>
        ))}
      </ul>
    </Section>
  )
}
