import { useTranslation } from 'react-i18next'
import type { FlowSummary } from '#schemas/api/flows.ts'
import { NotLive } from '../answering/NotLive.tsx'
import { useWorkspace } from '../shell/session.tsx'
import { formatNumber, formatShare, formatWhen } from '../ui/format.ts'
import { Icon } from '../ui/Icon.tsx'
import { Named } from '../ui/Named.tsx'
import { Table } from '../ui/Table.tsx'
import { Tag } from '../ui/Tag.tsx'
import { Tile } from '../ui/Tile.tsx'
import { FlowMenu } from './FlowMenu.tsx'
import classes from './home.module.css'

/** One row per flow: what it is called, whether it is live, who is in it, who left, what is wrong with the draft. */
export function FlowsTable({ flows, never, mayEdit }: { flows: FlowSummary[]; never: ReadonlySet<string>; mayEdit: boolean }) {
  const { t } = useTranslation('home')
  const head = (
    <>
      <th>{t('table.flow')}</th>
      <th data-wide>{t('table.status')}</th>
      <th data-end>{t('table.now')}</th>
      <th data-end data-wide>
        {t('table.started')}
      </th>
      <th className={classes.afterNumber}>{t('table.left')}</th>
      <th data-wide>{t('table.problems')}</th>
      <th data-wide>{t('table.changed')}</th>
      <th>
        <span className="al-hidden">{t('table.actions')}</span>
      </th>
    </>
  )
  return (
    <Table label={t('title')} head={head}>
      {flows.map((flow) => (
        <Row key={flow.id} flow={flow} never={never.has(flow.id)} mayEdit={mayEdit} />
      ))}
    </Table>
  )
}

function Row({ flow, never, mayEdit }: { flow: FlowSummary; never: boolean; mayEdit: boolean }) {
  const { t } = useTranslation('home')
  const workspace = useWorkspace()
  const live = flow.liveVersion !== null
  const measured = flow.figures && (live || flow.figures.started > 0) ? flow.figures : undefined
  return (
    <tr className={classes.row}>
      <td className={classes.nameCell}>
        <Named
          mark={<Tile icon="route" size="lg" />}
          name={flow.name}
          below={
            <>
              {live ? t('table.version', { version: flow.liveVersion }) : t('table.draft')}
              <NotLive count={flow.unpublished} />
            </>
          }
          to={`/w/${workspace.id}/flows/${flow.id}`}
        />
      </td>
      <td data-wide>
        <Status flow={flow} never={never} />
      </td>
      <td data-end>{measured ? formatNumber(measured.waitingNow) : '–'}</td>
      <td data-end data-wide>
        {measured ? formatNumber(measured.started) : '–'}
      </td>
      <td className={classes.afterNumber}>
        <Left dropped={flow.figures?.dropped ?? 0} started={flow.figures?.started ?? 0} />
      </td>
      <td data-wide>
        <Problems errors={flow.errors} warnings={flow.warnings} />
      </td>
      <td className={classes.quiet} data-wide>
        {t('table.changedBy', { when: formatWhen(flow.changedAt), name: flow.changedBy.name })}
      </td>
      <td data-end>{mayEdit && <FlowMenu flow={flow} />}</td>
    </tr>
  )
}

function Status({ flow, never }: { flow: FlowSummary; never: boolean }) {
  const { t } = useTranslation('answering')
  const { leaving, liveVersion, paused } = flow
  if (leaving)
    return (
      <Tag tone="warn">{t('status.leaving', { left: formatNumber(leaving.left), inside: formatNumber(leaving.inside) })}</Tag>
    )
  if (liveVersion === null) return <Tag>{t('status.notPublished')}</Tag>
  if (paused)
    return (
      <Tag tone="warn" icon="player-pause">
        {t('status.paused')}
      </Tag>
    )
  if (never)
    return (
      <Tag tone="warn" icon="alert-triangle">
        {t('status.never')}
      </Tag>
    )
  return <Tag tone="ok">{t('status.live')}</Tag>
}

/** From a quarter on, the people who leave are the first thing to look at. */
const leavesMany = 0.25
/** A full bar is 40 %: flows that lose more do not need a longer one. */
const fullBar = 0.4

function Left({ dropped, started }: { dropped: number; started: number }) {
  const { t } = useTranslation('home')
  if (started === 0) return <span className={classes.quiet}>–</span>
  const share = dropped / started
  return (
    <span className={classes.left} title={t('table.leftOf', { dropped: formatNumber(dropped), started: formatNumber(started) })}>
      <span className={classes.bar} data-many={share >= leavesMany || undefined}>
        <i style={{ width: `${Math.min(1, share / fullBar) * 100}%` }} />
      </span>
      {formatShare(dropped, started)}
    </span>
  )
}

function Problems({ errors, warnings }: { errors: number; warnings: number }) {
  const { t } = useTranslation('home')
  const count = errors + warnings
  if (count === 0) {
    return (
      <span className={classes.none}>
        <Icon name="check" size={14} />
        {t('table.none')}
      </span>
    )
  }
  return (
    <Tag tone={errors > 0 ? 'danger' : 'warn'} icon="alert-triangle">
      {t('table.problemCount', { count })}
    </Tag>
  )
}
