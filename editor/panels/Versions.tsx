import { Menu } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { VersionView } from '#schemas/api/publishing.ts'
import { listVersions } from '../api/flows.ts'
import { keys } from '../api/keys.ts'
import { useDocument, useFlowEditor } from '../open-flow/flow-editor.ts'
import { DotsMenu } from '../ui/DotsMenu.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { formatDay, formatDayTime, formatTime } from '../ui/format.ts'
import { Icon } from '../ui/Icon.tsx'
import { SkeletonRows } from '../ui/Skeleton.tsx'
import { Tag } from '../ui/Tag.tsx'
import { Tile } from '../ui/Tile.tsx'
import { Panel, PanelBody, PanelHeader } from './Panel.tsx'
import { useDraft } from './versions/draft.ts'
import { useShownVersion } from './versions/use-shown-version.ts'
import { useVersionActions } from './versions/use-version-actions.ts'
import classes from './versions/versions.module.css'

/** Every version that was published: look at it on the canvas, take it back as the draft, or make it live again. */
export function Versions() {
  const { t } = useTranslation('panels')
  const { look } = useFlowEditor()
  const workspaceId = useDocument((document) => document.workspaceId)
  const flowId = useDocument((document) => document.flowId)
  const versions = useQuery({
    queryKey: keys.versions(workspaceId, flowId),
    queryFn: () => listVersions(workspaceId, flowId),
  })
  return (
    <Panel label={t('versions.title')}>
      <PanelHeader tile={<Tile icon="history" />} title={t('versions.title')} onClose={() => look.getState().show(null)} />
      <PanelBody>
        {versions.isError && <ErrorState error={versions.error} onRetry={() => void versions.refetch()} />}
        {versions.isPending && <SkeletonRows rows={4} />}
        {versions.data?.items.length === 0 && (
          <EmptyState icon="versions" title={t('versions.none')}>
            {t('versions.noneSentence')}
          </EmptyState>
        )}
        <ul className={classes.list}>
          {versions.data?.items.map((version) => (
            <VersionRow key={version.version} version={version} />
          ))}
        </ul>
      </PanelBody>
    </Panel>
  )
}

/** Of one that was live again and again, the newest times tell enough. */
const mostTimes = 3

function wordsOf({ until, paused }: NonNullable<VersionView['times']>[number]) {
  if (paused) return until ? 'versions.wasPaused' : 'versions.pausedSince'
  return until ? 'versions.wasLive' : 'versions.liveSince'
}

function VersionRow({ version: { version, live, publishedAt, publishedBy, times = [] } }: { version: VersionView }) {
  const { t } = useTranslation('panels')
  const shown = useShownVersion()
  const { restore, goBack } = useVersionActions()
  const mayChange = useDraft().document.getState().saveState !== 'read-only'
  const on = shown.version === version
  return (
    <li className={classes.row} data-shown={on || undefined}>
      <button type="button" className={classes.show} aria-pressed={on} onClick={() => shown.show(on ? null : version)}>
        <span className={classes.name}>
          {t('versions.version', { version })}
          {live && (
            <Tag tone="ok" icon="check">
              {t('versions.live')}
            </Tag>
          )}
        </span>
        <span className={classes.who}>
          {formatDay(publishedAt)}, {formatTime(publishedAt)} · {publishedBy.name}
        </span>
        {times.slice(0, mostTimes).map((time) => (
          <span key={time.from} className={classes.who}>
            {t(wordsOf(time), { from: formatDayTime(time.from), until: time.until && formatDayTime(time.until) })}
            {time.by && ` · ${time.by.name}`}
          </span>
        ))}
      </button>
      {mayChange && (
        <DotsMenu label={t('versions.more', { version })}>
          <Menu.Item leftSection={<Icon name="arrow-back-up" flip />} onClick={() => restore(version)}>
            {t('versions.restore')}
          </Menu.Item>
          {!live && (
            <Menu.Item leftSection={<Icon name="history" />} onClick={() => goBack(version)}>
              {t('versions.makeLive')}
            </Menu.Item>
          )}
        </DotsMenu>
      )}
    </li>
  )
}
