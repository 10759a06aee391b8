import { ActionIcon, Button, Popover } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useWorkspace } from '../../shell/session.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { DurationInput } from '../form/DurationInput.tsx'
import { dayAndTime, placeOf } from './times.ts'
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
  return (
    <div className={classes.clock}>
      <Icon name="clock" />
      <strong>{view ? dayAndTime(view.now, timeZone) : '–'}</strong>
      <span className={classes.zone}>{placeOf(timeZone)}</span>
      <span className={classes.grow} />
      {jumps.map(({ key, seconds }) => (
        <Button key={key} size="xs" onClick={() => passTime(seconds)} disabled={!view || busy}>
          {t(`try.${key}`)}
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
      <OwnTime onPass={passTime} disabled={!view || busy} />
    </div>
  )
}

function OwnTime({ onPass, disabled }: { onPass(seconds: number): void; disabled: boolean }) {
  const { t } = useTranslation('panels')
  const [open, setOpen] = useState(false)
  const [seconds, setSeconds] = useState<number | undefined>(1800)
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-end" width={220} trapFocus returnFocus>
      <Popover.Target>
        <ActionIcon size="sm" aria-label={t('try.ownTime')} onClick={() => setOpen(!open)} disabled={disabled}>
          <Icon name="dots" />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown>
        <form
          className={classes.ownTime}
          onSubmit={(event) => {
            event.preventDefault()
            if (seconds !== undefined) onPass(seconds)
            setOpen(false)
          }}
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
        </form>
      </Popover.Dropdown>
    </Popover>
  )
}
