import { Button } from '@mantine/core'
import type { UseMutationResult } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { ChannelTest, ChannelTrouble, ChannelView } from '#schemas/api/channels.ts'
import { channelNames } from '#schemas/message.ts'
import { sentenceOf } from '../../api/request.ts'
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
  const told = test.data && !test.data.works && troubles.some(({ reason }) => reason === test.data.found)
  return (
    <Section title={t('connection.title')} sentence={t('connection.sentence', { name: channelNames[channel.kind] })}>
      {troubles.map((trouble) => (
        <Trouble key={trouble.reason} trouble={trouble} name={channelNames[channel.kind]} />
      ))}
      <div className={classes.foot}>
        <Button leftSection={<Icon name="plug-connected" />} loading={test.isPending} onClick={() => test.mutate()}>
          {t('connection.test')}
        </Button>
        <span aria-live="polite">{test.data?.works && !test.isPending && <Works found={test.data} />}</span>
      </div>
      {test.data && !test.data.works && !told && !test.isPending && (
        <Banner tone="danger">
          {test.data.found} <Way out={test.data.wayOut} />
        </Banner>
      )}
      {test.error && <Banner tone="danger">{sentenceOf(test.error)}</Banner>}
    </Section>
  )
}

function Trouble({ trouble, name }: { trouble: ChannelTrouble; name: string }) {
  const { t } = useTranslation('settings')
  const { stops, since, reason, wayOut, code } = trouble
  const when = formatWhenInSentence(since)
  return (
    <Banner tone={stops ? 'danger' : 'warn'}>
      {t(stops ? 'connection.stopped' : 'connection.warned', { when, name })} {reason} <Way out={wayOut} />
      {code && <small className={classes.vendorCode}>{t('connection.code', { code, name })}</small>}
    </Banner>
  )
}

const Way = ({ out }: { out: string | undefined }) => <span className={classes.way}>{out}</span>

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
