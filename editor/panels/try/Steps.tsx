import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TryView } from '#schemas/api/tries.ts'
import type { Flow } from '#schemas/flow.ts'
import { descriptionOf, outputsOf } from '../../document/catalogue.ts'
import { useWording } from '../../open-flow/flow-editor.ts'
import { useWorkspace } from '../../shell/session.tsx'
import { formatDuration, formatTime } from '../../ui/format.ts'
import { Icon } from '../../ui/Icon.tsx'
import { Tile } from '../../ui/Tile.tsx'
import { Facts } from './Facts.tsx'
import { inWords } from './times.ts'
import { type TraceVisit, traceOf } from './trace.ts'
import classes from './try.module.css'
import type { ClockMove } from './use-try.ts'
import { whyOf } from './why-of.ts'

/** What the engine did, node by node; a step opens to what it was given and what it set. */
export function Steps({ view, flow, moves }: { view: TryView; flow: Flow; moves: ClockMove[] }) {
  const { t } = useTranslation('panels')
  const items = traceOf(view, moves)
  const last = items.findLast((item) => item.kind === 'visit')
  const ms = Math.round(view.turns.reduce((sum, turn) => sum + turn.ms, 0))
  const visits = items.filter((item) => item.kind === 'visit').length
  const stillWaiting = view.at !== undefined && items.at(-1)?.kind === 'clock'
  return (
    <section aria-label={t('try.steps')}>
      <div className={classes.head}>
        {t('try.steps')}
        {visits > 0 && <span className={classes.sum}>{t('try.sum', { count: visits, ms })}</span>}
      </div>
      {items.length === 0 && <p className={classes.quiet}>{t('try.noSteps')}</p>}
      <ol className={classes.steps}>
        {items.map((item) =>
          item.kind === 'clock' ? (
            <li key={item.key}>
              <span className={classes.moved}>
                <Icon name="clock" size={14} />
                {t('try.clockMoved', { by: inWords(t, item.seconds) })}
              </span>
            </li>
          ) : (
            <VisitRow
              key={item.key}
              visit={item}
              flow={flow}
              now={item === last && !stillWaiting && view.at ? view : undefined}
            />
          ),
        )}
        {stillWaiting && <Waiting view={view} flow={flow} />}
      </ol>
    </section>
  )
}

function VisitRow({ visit, flow, now }: { visit: TraceVisit; flow: Flow; now: TryView | undefined }) {
  const { t } = useTranslation('panels')
  const { timeZone } = useWorkspace()
  const [open, setOpen] = useState(false)
  const wording = useWording()
  const node = visit.elsewhere ? undefined : flow.nodes.find(({ id }) => id === visit.nodeId)
  const description = descriptionOf(visit.nodeType)
  const output = node && outputsOf(node).find(({ name }) => name === visit.output)
  const label = output ? wording.label(output.label) : visit.output
  const facts = [
    ...(visit.input ? [[t('try.input'), visit.input] as const] : []),
    ...(label ? [[t('try.output'), label] as const] : []),
    ...Object.entries(visit.set),
  ]
  return (
    <li>
      <button
        type="button"
        className={`${classes.step} ${now ? classes.now : ''}`}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <Tile icon={description?.icon ?? 'point'} category={description?.category} />
        <span className={classes.name}>{node ? wording.title(node) : wording.type(visit.nodeType)}</span>
        <span className={classes.time}>{formatTime(visit.at, timeZone, true)}</span>
        <span className={classes.did} data-tone={visit.did === 'fail' ? 'danger' : undefined}>
          {visit.reason ? whyOf(t, visit.nodeType, visit.reason) : sentence()}
        </span>
        {now && <WaitsUntil view={now} />}
      </button>
      {open && facts.length > 0 && (
        <div className={classes.details}>
          <Facts facts={facts} />
        </div>
      )}
    </li>
  )

  function sentence(): string {
    if (visit.did === 'go' && visit.input && visit.input === label) return t('try.did.chose', { output: label })
    if (visit.did === 'go' && visit.input) return t('try.did.answered', { input: visit.input, output: label })
    if (visit.did === 'go') return t('try.did.go', { output: label })
    if (visit.did === 'wait' && description?.waits === 'time')
      return t(node && description.asksHours?.(node.data.config) ? 'try.did.waitOpen' : 'try.did.waitTime')
    return t(`try.did.${visit.did}`)
  }
}

/** After the clock was moved and nothing rang: what is still waited for. */
function Waiting({ view, flow }: { view: TryView; flow: Flow }) {
  const { t } = useTranslation('panels')
  const node = flow.nodes.find(({ id }) => id === view.at?.nodeId)
  const description = descriptionOf(node?.type ?? '')
  return (
    <li>
      <div className={`${classes.step} ${classes.now}`}>
        <Tile icon={description?.icon ?? 'point'} category={description?.category} />
        <span className={classes.name}>{t('try.stillWaiting')}</span>
        <span />
        <WaitsUntil view={view} />
      </div>
    </li>
  )
}

function WaitsUntil({ view }: { view: TryView }) {
  const { t } = useTranslation('panels')
  if (!view.at?.until) return null
  const left = (Date.parse(view.at.until) - Date.parse(view.now)) / 1000
  return (
    <span className={classes.did} data-tone="river">
      {t('try.left', { left: formatDuration(left) })}
    </span>
  )
}
