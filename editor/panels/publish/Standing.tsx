import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { PublishPreview } from '#schemas/api/publishing.ts'
import { askToPause, askToUnpublish } from '../../answering/pause-unpublish.tsx'
import { keys } from '../../api/keys.ts'
import { sentenceOf } from '../../api/request.ts'
import { descriptionOf } from '../../document/catalogue.ts'
import { useDocument, useFlowEditor } from '../../open-flow/flow-editor.ts'
import { formatNumber } from '../../ui/format.ts'
import { Icon, type IconName } from '../../ui/Icon.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { toast } from '../../ui/toast.tsx'
import classes from './publish.module.css'

/** How many nodes are named; the others are one sum. */
const named = 4

interface StandingProps {
  version: number
  standing: PublishPreview['standing']
  /** Something else is asked now. */
  onLeave(): void
}

/** Who is in the live version now, by the node they wait at: they finish on it. */
export function Standing({ version, standing, onLeave }: StandingProps) {
  const { t } = useTranslation(['panels', 'answering'])
  const { document } = useFlowEditor()
  const { workspaceId, flowId: id, flow, paused } = document.getState()
  const live = { id, name: flow.name, liveVersion: version }
  const queries = useQueryClient()
  const ask = useMutation({
    mutationFn: (question: typeof askToPause) =>
      question(workspaceId, live, () => queries.invalidateQueries({ queryKey: keys.flowOrder(workspaceId) })),
    onSuccess: onLeave,
    onError: (error) => toast({ icon: 'alert-circle', text: sentenceOf(error) }),
  })
  const types = useDocument((document) => document.flow.nodes)
  const sorted = standing.toSorted((one, other) => other.people - one.people)
  const sum = (list: typeof standing) => list.reduce((total, { people }) => total + people, 0)
  const rest = sorted.slice(named)
  const iconOf = (nodeId: string) =>
    descriptionOf(types.find(({ id }) => id === nodeId)?.type ?? '')?.icon as IconName | undefined
  return (
    <div className={classes.standing}>
      <span className={classes.ways}>
        {!paused && (
          <Button size="xs" leftSection={<Icon name="player-pause" size={14} />} onClick={() => ask.mutate(askToPause)}>
            {t('answering:menu.pause')}
          </Button>
        )}
        <Button size="xs" leftSection={<Icon name="cloud-off" size={14} />} onClick={() => ask.mutate(askToUnpublish)}>
          {t('answering:menu.unpublish')}
        </Button>
      </span>
      <span className={classes.strong}>
        {standing.length > 0 ? t('publish.people', { count: sum(standing), version }) : t('publish.nobody', { version })}
      </span>
      <span className={classes.detail}>
        {standing.length > 0 ? t('publish.theyFinish', { version }) : t('publish.nobodyWaits')}
      </span>
      {sorted.length > 0 && (
        <div className={classes.tags}>
          {sorted.slice(0, named).map(({ nodeId, name, people }) => (
            <Tag key={nodeId} icon={iconOf(nodeId)}>
              {name} {formatNumber(people)}
            </Tag>
          ))}
          {rest.length > 0 && (
            <Tag>
              {t('publish.moreNodes', { count: rest.length })} {formatNumber(sum(rest))}
            </Tag>
          )}
        </div>
      )}
    </div>
  )
}
