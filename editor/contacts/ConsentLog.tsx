import { modals } from '@mantine/modals'
import i18next from 'i18next'
import { useTranslation } from 'react-i18next'
import type { ConsentView } from '#schemas/api/consents.ts'
import { channelNames } from '#schemas/message.ts'
import type { Purpose } from '#schemas/privacy.ts'
import { formatDayTime } from '../ui/format.ts'
import { Tag } from '../ui/Tag.tsx'
import classes from './contact.module.css'

interface Start {
  items: readonly ConsentView[]
  purposes: readonly Purpose[]
  name: string
}

/** Everything they ever said about being written to, the newest first. */
export function openConsentLog(start: Start): void {
  modals.open({
    title: i18next.t('contacts:consents.logTitle', { name: start.name }),
    size: 560,
    children: <ConsentLog {...start} />,
  })
}

function ConsentLog({ items, purposes }: Start) {
  const { t } = useTranslation('contacts')
  return (
    <ol className={classes.log}>
      {items.map(({ id, purpose, channel, state, at, words, version, proof, language }) => (
        <li key={id}>
          <div>
            <strong dir="auto">
              {purposes.find((one) => one.id === purpose)?.name ?? (purpose || t('consents.everything'))}
            </strong>{' '}
            <Tag tone={state === 'given' ? 'ok' : 'danger'}>{t(`consents.said.${state}`)}</Tag>
          </div>
          <small>{[formatDayTime(at), channel ? channelNames[channel] : t('consents.everywhere')].join(' · ')}</small>
          {words && (
            <p dir="auto" lang={language}>
              {t('consents.words', { words })}
            </p>
          )}
          {(proof || version) && (
            <small>
              <bdi>{[proof, version].filter(Boolean).join(' · ')}</bdi>
            </small>
          )}
        </li>
      ))}
    </ol>
  )
}
