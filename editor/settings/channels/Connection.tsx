import { Button } from '@mantine/core'
import type { UseMutationResult } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { ChannelTest, ChannelTrouble, ChannelView } from '#schemas/api/channels.ts'
import type { TroubleReason } from '#schemas/channel-trouble.ts'
import { type ChannelKind, channelNames } from '#schemas/message.ts'
import { sentenceOf } from '../../api/request.ts'
import { troubleWords } from '../../channels/trouble-words.ts'
import { Banner } from '../../ui/Banner.tsx'
import { formatWhenInSentence } from '../../ui/format.ts'
import { Icon } from '../../ui/Icon.tsx'
import { Section } from '../Section.tsx'
import classes from '../settings.module.css'

export interface ConnectionProps {
  channel: ChannelView
  test: UseMutationResult<ChannelTest, Error, void>
}

/** Whether the vendor takes what is entered below, what keeps the channel from working, and what to do about it. */
export function Connection({ channel, test }: ConnectionProps) {
  const { t } = useTranslation('settings')
  const { troubles = [] } = channel
  const known = new Set(troubles.map(({ reason }) => JSON.stringify(reason)))
  const found = (test.data?.found ?? []).filter((reason) => !known.has(JSON.stringify(reason)))
  return (
    <Section title={t('connection.title')} sentence={t('connection.sentence', { name: channelNames[channel.kind] })}>
      {troubles.map((trouble) => (
        <Trouble key={JSON.stringify(trouble.reason)} trouble={trouble} kind={channel.kind} />
      ))}
      <div className={classes.foot}>
        <Button leftSection={<Icon name="plug-connected" />} loading={test.isPending} onClick={() => test.mutate()}>
          {t('connection.test')}
        </Button>
        <span aria-live="polite">{test.data?.works && !test.isPending && <Works found={test.data} />}</span>
      </div>
      {!test.isPending &&
        found.map((reason) => (
          <Banner key={JSON.stringify(reason)} tone="danger">
            <Found reason={reason} kind={channel.kind} />
          </Banner>
        ))}
      {test.error && <Banner tone="danger">{sentenceOf(test.error)}</Banner>}
    </Section>
  )
}

function Trouble({ trouble, kind }: { trouble: ChannelTrouble; kind: ChannelKind }) {
  const { t } = useTranslation('settings')
  const { stops, since, reason, code } = trouble
  const name = channelNames[kind]
  const when = formatWhenInSentence(since)
  return (
    <Banner tone={stops ? 'danger' : 'warn'}>
      {t(stops ? 'connection.stopped' : 'connection.warned', { when, name })} <Found reason={reason} kind={kind} />
      {code && <small className={classes.vendorCode}>{t('connection.code', { code, name })}</small>}
    </Banner>
  )
}

function Found({ reason, kind }: { reason: TroubleReason; kind: ChannelKind }) {
  const { found, wayOut } = troubleWords(kind, reason)
  return (
    <>
      {found} <span className={classes.way}>{wayOut}</span>
    </>
  )
}

function Works({ found }: { found: ChannelTest }) {
  const { t } = useTranslation('settings')
  return (
    <span className={classes.said}>
      <Icon name="circle-check" />
      <span>
        {t('connection.works')} {found.name && <bdi>{found.name}</bdi>} {found.number && <bdi dir="ltr">{found.number}</bdi>}
      </span>
    </span>
  )
}
