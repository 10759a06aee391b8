import { modals } from '@mantine/modals'
import i18next from 'i18next'
import { useTranslation } from 'react-i18next'
import { Kbd } from '../../ui/Kbd.tsx'
import classes from './key-sheet.module.css'

/** Every key of the inbox, as `useHotkeys` takes it. */
export const inboxKeys = {
  take: 'alt+T',
  close: 'alt+C',
  handBack: 'alt+B',
  nextWaiting: 'alt+N',
  next: 'alt+J',
  previous: 'alt+K',
  reply: 'alt+L',
  note: 'alt+P',
} as const

/** Lists the keys. */
export function openKeySheet(): void {
  modals.open({ modalId: 'inbox-keys', title: i18next.t('inbox:keys.title'), size: 400, children: <KeySheet /> })
}

function KeySheet() {
  const { t } = useTranslation('inbox')
  const names = Object.keys(inboxKeys) as (keyof typeof inboxKeys)[]
  return (
    <dl className={classes.keys}>
      {names.map((name) => (
        <div key={name}>
          <dt>{t(`keys.${name}`)}</dt>
          <dd>
            <Kbd keys={inboxKeys[name]} />
          </dd>
        </div>
      ))}
      <div>
        <dt>{t('keys.list')}</dt>
        <dd>
          <Kbd keys="?" />
        </dd>
      </div>
    </dl>
  )
}
