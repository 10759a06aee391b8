import { ActionIcon, Radio } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useCommands } from '../../commands/use-commands.ts'
import type { Clash, Side } from '../../document/merge.ts'
import { useFlowEditor, useView } from '../../open-flow/flow-editor.ts'
import { Icon } from '../../ui/Icon.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { Tile } from '../../ui/Tile.tsx'
import { PanelNote } from '../Panel.tsx'
import { TextDifference } from '../publish/TextDifference.tsx'
import type { ClashWords } from './clash-words.ts'
import classes from './merge.module.css'

export interface ClashCardProps {
  clash: Clash
  words: ClashWords
  /** Whose the other draft is: “Joyce’s”. */
  whose: string
  time: string
}

/** One field that both changed: mine beside theirs, and which of them shall stay. */
export function ClashCard({ clash, words, whose, time }: ClashCardProps) {
  const { t } = useTranslation('panels')
  const { look } = useFlowEditor()
  const { context } = useCommands()
  const chosen = useView(({ choices }) => choices[clash.path])
  const { nodeId, description, title, field, isWay } = words.place(clash)
  return (
    <li className={classes.card} data-open={!chosen || undefined}>
      <header className={classes.head}>
        <Tile icon={description?.icon ?? 'adjustments-horizontal'} category={description?.category} size="sm" />
        <h4 dir="auto">{title}</h4>
        <span className={classes.field}>{field}</span>
        {!chosen && (
          <Tag tone="warn" icon="alert-triangle">
            {t('merge.choose')}
          </Tag>
        )}
        {nodeId && (
          <ActionIcon size="sm" aria-label={t('merge.show')} onClick={() => context().canvas.fit([nodeId])}>
            <Icon name="focus-centered" />
          </ActionIcon>
        )}
      </header>
      <Radio.Group
        aria-label={`${title}, ${field}`}
        value={chosen ?? null}
        onChange={(side) => look.getState().choose({ [clash.path]: side as Side })}
      >
        <div className={classes.sides}>
          <Radio
            className={classes.side}
            value="mine"
            label={<Value side="mine" {...{ clash, words }} whose={t('merge.mine')} />}
          />
          <Radio className={classes.side} value="theirs" label={<Value side="theirs" {...{ clash, words, time, whose }} />} />
        </div>
      </Radio.Group>
      {isWay && (
        <div className={classes.why}>
          <PanelNote>{t('merge.oneWay')}</PanelNote>
        </div>
      )}
    </li>
  )
}

interface ValueProps {
  clash: Clash
  words: ClashWords
  side: Side
  whose: string
  time?: string
}

/** What one of the two made of it; of texts, what is new. */
function Value({ clash, words, side, whose, time }: ValueProps) {
  const value = words.value(clash, side)
  const before = typeof clash.base === 'string' && typeof clash[side] === 'string' ? words.value(clash, 'base') : undefined
  return (
    <>
      <span className={classes.whose}>
        {whose} {time && <small>{time}</small>}
      </span>
      <span className={classes.value} dir="auto">
        {before === undefined ? value : <TextDifference before={before} after={value} />}
      </span>
    </>
  )
}
