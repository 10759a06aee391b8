import { Button, Menu } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import type { ChannelView } from '#schemas/api/channels.ts'
import { channelKinds, channelNames } from '#schemas/message.ts'
import { channelGlyphs } from '../../channels/glyphs.ts'
import { HealthTag } from '../../channels/HealthTag.tsx'
import { Troubles } from '../../channels/Troubles.tsx'
import { useChannels } from '../../channels/use-channels.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { formatDay } from '../../ui/format.ts'
import { Icon } from '../../ui/Icon.tsx'
import { Named } from '../../ui/Named.tsx'
import { Page } from '../../ui/Page.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { SkeletonRows } from '../../ui/Skeleton.tsx'
import { Table } from '../../ui/Table.tsx'
import { Tile } from '../../ui/Tile.tsx'
import classes from '../settings.module.css'
import { ChannelMenu } from './ChannelMenu.tsx'
import { formOf } from './channel-form.ts'

/** Where customers can write. */
export function ChannelsPage() {
  const { t } = useTranslation('settings')
  const navigate = useNavigate()
  const channels = useChannels()
  const items = channels.data?.items ?? []
  const head = (
    <>
      <th>{t('channels.name')}</th>
      <th data-wide>{t('channels.identity')}</th>
      <th data-wide>{t('channels.health')}</th>
      <th data-wide>{t('channels.added')}</th>
      <th>
        <span className="al-hidden">{t('actions')}</span>
      </th>
    </>
  )
  return (
    <Page title={t('channels.title')}>
      <PageHeader title={t('channels.title')} count={items.length || undefined}>
        <Menu position="bottom-end">
          <Menu.Target>
            <Button variant="filled" leftSection={<Icon name="plus" />} rightSection={<Icon name="chevron-down" size={14} />}>
              {t('channels.add')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {channelKinds.map((kind) => (
              <Menu.Item key={kind} leftSection={<Icon name={channelGlyphs[kind]} />} onClick={() => navigate(`new/${kind}`)}>
                {channelNames[kind]}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      </PageHeader>
      <Troubles />
      {channels.isPending && <SkeletonRows rows={3} />}
      {channels.isError && <ErrorState error={channels.error} onRetry={() => void channels.refetch()} />}
      {channels.data && items.length === 0 && (
        <EmptyState icon="plug-connected" title={t('channels.empty.title')}>
          {t('channels.empty.sentence')}
        </EmptyState>
      )}
      {items.length > 0 && (
        <Table label={t('channels.title')} head={head}>
          {items.map((channel) => (
            <Row key={channel.id} channel={channel} />
          ))}
        </Table>
      )}
    </Page>
  )
}

function Row({ channel }: { channel: ChannelView }) {
  const { 'x-account': account = '' } = formOf(channel.kind)
  return (
    <tr>
      <td>
        <Named
          mark={<Tile icon={channelGlyphs[channel.kind]} size="lg" />}
          name={channel.name}
          below={channelNames[channel.kind]}
          onPhone={<HealthTag channel={channel} />}
          to={channel.id}
        />
      </td>
      <td className={classes.quiet} data-wide>
        <bdi dir="ltr">{String(channel.links.page ?? channel.settings[account] ?? '')}</bdi>
      </td>
      <td data-wide>
        <HealthTag channel={channel} />
      </td>
      <td className={classes.quiet} data-wide>
        {formatDay(channel.createdAt)}
      </td>
      <td data-end>
        <ChannelMenu channel={channel} />
      </td>
    </tr>
  )
}
