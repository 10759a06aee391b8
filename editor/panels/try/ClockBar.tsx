import { ActionIcon, Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useWorkspace } from '../../shell/session.tsx'
import { formatDayTime } from '../../ui/format.ts'
import { Icon } from '../../ui/Icon.tsx'
import { DurationInput } from '../form/DurationInput.tsx'
import { AsksFirst, TryBar } from './TryBar.tsx'
import { placeOf } from './times.ts'
import classes from './try.module.css'
import type { Trying } from './use-try.ts'

const jumps = [
  { key: 'twoHours', seconds: 7200 },
  { key: 'oneDay', seconds: 86_400 },
] as const

/** The try's own clock: time-outs ring as it passes them. */
export function ClockBar({ trying: { view, busy, passTime } }: { trying: Trying }) {
  const { t } = useTranslation('panels')
  const { timeZone } = useWorkspace()
  const [seconds, setSeconds] = useState<number | undefined>(1800)
  const disabled = !view || busy
  return (
    <TryBar
      icon="clock"
      words={
        <>
          <strong>{view ? formatDayTime(view.now, timeZone) : '–'}</strong>
          <span className={classes.zone}>{placeOf(timeZone)}</span>
        </>
      }
    >
      {jumps.map((jump) => (
        <Button key={jump.key} size="xs" onClick={() => passTime(jump.seconds)} disabled={disabled}>
          {t(`try.${jump.key}`)}
        </Button>
      ))}
      {view?.nextOpening && (
        <Button
          size="xs"
          onClick={() => passTime(Math.ceil((Date.parse(view.nextOpening as string) - Date.parse(view.now)) / 1000))}
          disabled={busy}
        >
          {t('try.nextOpening')}
        </Button>
      )}
      <AsksFirst
        width={220}
        onSubmit={() => seconds !== undefined && passTime(seconds)}
        button={(toggle) => (
          <ActionIcon size="sm" aria-label={t('try.ownTime')} onClick={toggle} disabled={disabled}>
            <Icon name="dots" />
          </ActionIcon>
        )}
      >
        <DurationInput
          label={t('try.moveBy')}
          name={t('try.moveBy')}
          seconds={seconds}
          onChange={setSeconds}
          maximum={31_536_000}
        />
        <Button type="submit" disabled={seconds === undefined}>
          {t('try.move')}
        </Button>
      </AsksFirst>
    </TryBar>
  )
}
