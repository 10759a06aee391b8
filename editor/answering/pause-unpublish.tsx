import { Radio } from '@mantine/core'
import i18next from 'i18next'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Unpublish } from '#schemas/api/publishing.ts'
import { pauseFlow, unpublishFlow } from '../api/flow-order.ts'
import { previewPublish } from '../api/flows.ts'
import { confirm } from '../ui/confirm.tsx'
import classes from './answering.module.css'

export interface LiveFlow {
  id: string
  name: string
  liveVersion: number
}

/** Asks before nobody new is let in, with how many go on inside. */
export async function askToPause(workspaceId: string, { id, name }: LiveFlow, onDone: () => unknown): Promise<void> {
  const { inside } = await previewPublish(workspaceId, id)
  confirm({
    title: i18next.t('answering:pause.title', { name }),
    children: i18next.t('answering:pause.sentence', { count: inside }),
    action: i18next.t('answering:pause.action'),
    onConfirm: async () => {
      await pauseFlow(workspaceId, id)
      await onDone()
    },
  })
}

/** Asks what becomes of the people inside before a flow is taken out of the world. */
export async function askToUnpublish(
  workspaceId: string,
  { id, name, liveVersion }: LiveFlow,
  onDone: () => unknown,
): Promise<void> {
  const { inside } = await previewPublish(workspaceId, id)
  let people: Unpublish['people'] = 'finish'
  confirm({
    title: i18next.t('answering:unpublish.title', { name }),
    children: <People inside={inside} onChoose={(chosen) => (people = chosen)} />,
    action: i18next.t('answering:unpublish.action'),
    danger: true,
    onConfirm: async () => {
      await unpublishFlow(workspaceId, id, { version: liveVersion, people })
      await onDone()
    },
  })
}

const ways: Unpublish['people'][] = ['finish', 'hand-over', 'end']

function People({ inside, onChoose }: { inside: number; onChoose(people: Unpublish['people']): void }) {
  const { t } = useTranslation('answering')
  const [people, setPeople] = useState<Unpublish['people']>('finish')
  const choose = (chosen: Unpublish['people']) => {
    setPeople(chosen)
    onChoose(chosen)
  }
  return (
    <>
      <p>{t('unpublish.sentence')}</p>
      {inside === 0 ? (
        <p>{t('unpublish.nobody')}</p>
      ) : (
        <Radio.Group
          label={t('unpublish.people', { count: inside })}
          value={people}
          onChange={(chosen) => choose(ways.find((way) => way === chosen) ?? 'finish')}
        >
          <div className={classes.choices}>
            {ways.map((way) => (
              <Radio key={way} value={way} label={t(`unpublish.${way}`)} description={t(`unpublish.${way}Means`)} />
            ))}
          </div>
        </Radio.Group>
      )}
    </>
  )
}
