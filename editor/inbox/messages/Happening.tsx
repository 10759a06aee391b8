import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { Category } from '#nodes/contract.ts'
import { formatTime } from '../../ui/format.ts'
import type { IconName } from '../../ui/Icon.tsx'
import { Isolated, isolated } from '../../ui/Isolated.tsx'
import { Tile } from '../../ui/Tile.tsx'
import { dayOf, momentOf } from '../times.ts'
import classes from './messages.module.css'
import type { Happening } from './timeline.ts'
import { whyNotSent } from './why-not-sent.ts'

const looks: Record<Happening['what'], { icon: IconName; category: Category }> = {
  flow: { icon: 'route', category: 'flow' },
  handed: { icon: 'headset', category: 'people' },
  taken: { icon: 'headset', category: 'people' },
  'taken-over': { icon: 'headset', category: 'people' },
  released: { icon: 'inbox', category: 'people' },
  passed: { icon: 'inbox', category: 'people' },
  back: { icon: 'route', category: 'flow' },
  closed: { icon: 'circle-check', category: 'flow' },
  reopened: { icon: 'headset', category: 'people' },
  'case-opened': { icon: 'inbox', category: 'flow' },
  'case-quiet': { icon: 'circle-check', category: 'flow' },
  withdrawn: { icon: 'cloud-off', category: 'flow' },
  assigned: { icon: 'headset', category: 'people' },
  'waits-again': { icon: 'inbox', category: 'people' },
  signal: { icon: 'plug-connected', category: 'do' },
  undelivered: { icon: 'alert-triangle', category: 'say' },
  reminds: { icon: 'clock', category: 'people' },
  'not-reminded': { icon: 'clock', category: 'people' },
  reminder: { icon: 'bell', category: 'people' },
}

/** A line across the thread: a case or a flow began, a person took over, the chat was closed. `name`: what people call its kind of channel. */
export function HappeningLine({ happening, name }: { happening: Happening; name: string }) {
  const { t } = useTranslation('inbox')
  return (
    <div className={classes.line}>
      <Tile {...looks[happening.what]} size="sm" />
      <span>
        <Isolated text={sentence(happening, name, t)} />
      </span>
    </div>
  )
}

/** Where another day begins. */
export const DayLine = ({ at }: { at: string }) => <div className={classes.line}>{dayOf(at)}</div>

function sentence(happening: Happening, channel: string, t: TFunction<'inbox'>): string {
  const { what, at, flow, team, who, from, takenAt, to, text, dueAt, reason, number, words } = happening
  const name = isolated(who ?? t('thread.someoneElse'))
  if (what === 'flow')
    return `${t('happened.flow', { name: flow && isolated(flow.name), version: flow?.version })} · ${momentOf(at)}`
  if (what === 'handed') {
    const handed = t('happened.handed', { team: team ?? t('happened.aPerson') })
    return takenAt ? `${handed} · ${t('happened.takenAt', { name, time: formatTime(takenAt) })}` : `${handed} · ${formatTime(at)}`
  }
  if (what === 'undelivered')
    return `${reason ? t('happened.undelivered', { reason: whyNotSent(t, reason, channel) }) : t('happened.undeliveredOnly')} · ${formatTime(at)}`
  const others = {
    from: isolated(from ?? t('thread.someoneElse')),
    flow: isolated(flow?.name ?? ''),
    to: isolated(to ?? t('thread.someoneElse')),
    text: isolated(text ?? ''),
    time: dueAt ? momentOf(dueAt) : '',
  }
  const said = t(`happened.${what}`, { name, number, ...others })
  return `${words ? t('happened.because', { said, words: isolated(words) }) : said} · ${formatTime(at)}`
}
