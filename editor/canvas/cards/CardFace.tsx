import { useTranslation } from 'react-i18next'
import { cardOf, descriptionOf } from '../../document/catalogue.ts'
import type { Picture } from '../../document/picture.ts'
import { useDocument, useWording } from '../../open-flow/flow-editor.ts'
import { TeamName } from '../../teams/TeamName.tsx'
import { Tile } from '../../ui/Tile.tsx'
import { StatisticsStrip } from '../statistics/StatisticsStrip.tsx'
import classes from './card.module.css'
import face from './card-face.module.css'
import { FlowText } from './FlowText.tsx'
import { OutputRow } from './OutputRow.tsx'
import { RenameField } from './RenameField.tsx'

export interface CardFaceProps {
  picture: Picture
  /** Shows the figures instead of the content. */
  figures?: boolean
  /** Without handles, as the preview that is dragged from the palette. */
  still?: boolean
  renaming?: boolean
}

/** What a node's card shows: its name, its real content or its figures, its outputs. */
export function CardFace({ picture, figures, still, renaming }: CardFaceProps) {
  const wording = useWording()
  const { node, rows } = picture
  const description = descriptionOf(node.type)
  return (
    <>
      <header className={classes.header}>
        <Tile icon={description?.icon ?? 'point'} category={description?.category} />
        {renaming ? (
          <RenameField node={node} />
        ) : (
          <div className={classes.names}>
            <h2 className={classes.title} dir="auto">
              {wording.title(node)}
            </h2>
            {node.data.name && <span className={classes.kind}>{wording.type(node.type)}</span>}
          </div>
        )}
      </header>
      {figures ? <StatisticsStrip nodeId={node.id} {...(description ? { description } : {})} /> : <Content picture={picture} />}
      {rows.map((row) => (
        <OutputRow key={row.output.name} nodeId={node.id} row={row} still={still} figures={figures} />
      ))}
      {rows.length === 0 && <span className={face.foot} />}
    </>
  )
}

function Content({ picture: { node } }: { picture: Picture }) {
  const { t } = useTranslation('canvas')
  const wording = useWording()
  const languages = useDocument((document) => document.flow.languages)
  const workspaceId = useDocument((document) => document.workspaceId)
  if (!descriptionOf(node.type)) return <p className={face.meta}>{t('card.unknown', { type: node.type })}</p>
  const card = cardOf(node, languages)
  return (
    <>
      {card.text && (
        <div className={face.bubble}>
          {wording.text(card.text) ? <FlowText text={card.text} /> : <span className={face.empty}>{t('card.noText')}</span>}
        </div>
      )}
      {card.chips && card.chips.length > 0 && (
        <div className={face.chips}>
          {card.chips.map((chip) => {
            const said = wording.label(chip)
            return (
              <span key={said} dir="auto">
                {said}
              </span>
            )
          })}
        </div>
      )}
      {card.meta && (
        <p className={face.meta} dir="auto">
          {card.metaIs === 'team' ? <TeamName workspaceId={workspaceId} named={card.meta} /> : card.meta}
        </p>
      )}
    </>
  )
}
