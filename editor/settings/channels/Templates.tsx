import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ChannelView } from '#schemas/api/channels.ts'
import { channelNames } from '#schemas/message.ts'
import type { MessageTemplate } from '#schemas/message-template.ts'
import { sentenceOf } from '../../api/request.ts'
import { useTemplates } from '../../channels/use-templates.ts'
import { useMay, useWorkspace } from '../../shell/session.tsx'
import { Banner } from '../../ui/Banner.tsx'
import { formatWhenInSentence } from '../../ui/format.ts'
import { Icon } from '../../ui/Icon.tsx'
import { Named } from '../../ui/Named.tsx'
import { SkeletonRows } from '../../ui/Skeleton.tsx'
import { Table } from '../../ui/Table.tsx'
import { Tag, type Tone } from '../../ui/Tag.tsx'
import { Section } from '../Section.tsx'
import classes from '../settings.module.css'
import { openTemplate } from './TemplateDialog.tsx'
import { TemplateMenu } from './TemplateMenu.tsx'

/** The templates of the account behind a channel, as its vendor tells them. */
export function Templates({ channel }: { channel: ChannelView }) {
  const { t } = useTranslation('settings')
  const { templates, again } = useTemplates(channel.id)
  const name = channelNames[channel.kind]
  const { id: workspaceId } = useWorkspace()
  const mayChange = useMay()('changeChannels') && !channel.demo
  const { items = [], readAt } = templates.data ?? {}
  const error = again.error ?? templates.error
  const head = (
    <>
      <th>{t('templates.name')}</th>
      <th>{t('templates.state')}</th>
      <th data-wide>{t('templates.words')}</th>
      {mayChange && (
        <th>
          <span className="al-hidden">{t('templates.actions')}</span>
        </th>
      )}
    </>
  )
  return (
    <Section title={t('templates.title')} sentence={t('templates.sentence', { name })}>
      {templates.isPending && <SkeletonRows rows={2} />}
      {error && !again.isPending && <Banner tone="danger">{sentenceOf(error)}</Banner>}
      {templates.data && items.length === 0 && <p>{t('templates.none', { name })}</p>}
      {items.length > 0 && (
        <Table label={t('templates.list')} head={head}>
          {items.map((template) => (
            <Row
              key={`${template.name} ${template.language}`}
              template={template}
              menu={mayChange && <TemplateMenu channel={channel} template={template} />}
            />
          ))}
        </Table>
      )}
      <div className={classes.foot}>
        {mayChange && (
          <Button leftSection={<Icon name="plus" />} onClick={() => openTemplate({ workspaceId, channel })}>
            {t('templates.new')}
          </Button>
        )}
        <Button leftSection={<Icon name="reload" />} loading={again.isPending} onClick={() => again.mutate()}>
          {t('templates.again')}
        </Button>
        {readAt && <span className={classes.quiet}>{t('templates.read', { when: formatWhenInSentence(readAt) })}</span>}
      </div>
    </Section>
  )
}

const tones: Record<MessageTemplate['state'], Tone> = { approved: 'ok', pending: 'neutral', rejected: 'danger', off: 'warn' }

function Row({ template, menu }: { template: MessageTemplate; menu: ReactNode }) {
  const { t } = useTranslation('settings')
  const { name, language, state, category, body, beyond, why, quality } = template
  return (
    <tr>
      <td>
        <Named name={name} below={[language, category?.toLowerCase()].filter(Boolean).join(' · ')} />
      </td>
      <td>
        <Tag tone={tones[state]}>{t(`templates.is.${state}`)}</Tag>
        {why && <small className={classes.quiet}>{t(`templates.why.${why}`, { defaultValue: why })}</small>}
        {quality && quality !== 'high' && <small className={classes.quiet}>{t(`templates.quality.${quality}`)}</small>}
        {beyond && <small className={classes.quiet}>{t('templates.beyond')}</small>}
      </td>
      <td data-wide className={classes.quiet}>
        <span dir="auto">{body}</span>
      </td>
      {menu && <td data-end>{menu}</td>}
    </tr>
  )
}
