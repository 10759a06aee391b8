import { useTranslation } from 'react-i18next'
import type { BroadcastView } from '#schemas/api/broadcasts.ts'
import { formatNumber, formatShare } from '../ui/format.ts'
import classes from './broadcasts.module.css'
import { allOf, countOf, upliftOf } from './standing.ts'

/** How far a broadcast is: its bar, and the figures under it. */
export function Figures({ broadcast }: { broadcast: BroadcastView }) {
  const { t } = useTranslation('broadcasts')
  const { counts, replied, succeeded } = broadcast
  const all = allOf(counts)
  const sent = countOf(counts, 'sent', 'delivered', 'read')
  const parts = [
    { name: 'arrived', n: sent },
    { name: 'held', n: countOf(counts, 'held') },
    { name: 'failed', n: countOf(counts, 'failed') },
  ] as const
  const figures = [
    ['sent', sent + countOf(counts, 'failed', 'held')],
    ['delivered', countOf(counts, 'delivered', 'read')],
    ['read', countOf(counts, 'read')],
    ['replied', replied],
    ['succeeded', succeeded],
    ['held', countOf(counts, 'held')],
    ['failed', countOf(counts, 'failed')],
  ] as const
  return (
    <>
      <div className={classes.bar} aria-hidden="true">
        {parts.map(({ name, n }) => n > 0 && <i key={name} data-part={name} style={{ flexGrow: n / Math.max(all, 1) }} />)}
        <i style={{ flexGrow: Math.max(0, 1 - parts.reduce((sum, { n }) => sum + n, 0) / Math.max(all, 1)) }} />
      </div>
      <dl className={classes.figures}>
        {figures.map(([name, n]) => (
          <div key={name} data-figure={name}>
            <dd>{formatNumber(n)}</dd>
            <dt>{name === 'sent' ? t('figure.sentOf', { of: formatNumber(all) }) : t(`figure.${name}`)}</dt>
          </div>
        ))}
      </dl>
    </>
  )
}

/** What it did beyond what would have happened anyway, where some were held out. */
export function Uplift({ broadcast: { compared } }: { broadcast: BroadcastView }) {
  const { t } = useTranslation('broadcasts')
  const uplift = upliftOf(compared)
  if (!uplift || !compared) return null
  const { points, clear } = uplift
  const { written, heldOut } = compared
  const rounded = new Intl.NumberFormat(undefined, { maximumFractionDigits: 1, signDisplay: 'always' }).format(points)
  return (
    <p className={classes.uplift} data-clear={clear || undefined}>
      <strong>{clear ? t('uplift.points', { n: rounded }) : t('uplift.unclear')}</strong>
      <span>
        {t('uplift.shares', {
          written: formatShare(written.succeeded, written.people),
          heldOut: formatShare(heldOut.succeeded, heldOut.people),
          count: heldOut.people,
        })}
      </span>
    </p>
  )
}
