import { ActionIcon, Anchor, CopyButton, Tooltip } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ChannelView } from '#schemas/api/channels.ts'
import { CopyField } from '../../ui/CopyField.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Section } from '../Section.tsx'
import classes from '../settings.module.css'

/** The two ways to a web chat: a line for the shop's pages, and a page of its own. */
export function Embed({ channel }: { channel: ChannelView }) {
  const { t } = useTranslation(['settings', 'shell'])
  const { page, script } = channel.links
  const snippet = `<script src="${absolute(script ?? '/widget.js')}" data-channel="${channel.id}" async></script>`
  return (
    <Section title={t('embed.title')} sentence={t('embed.sentence')}>
      <div className={classes.code} dir="ltr">
        {snippet}
        <CopyButton value={snippet}>
          {({ copied, copy }) => (
            <Tooltip label={copied ? t('shell:copied') : t('shell:copy')}>
              <ActionIcon size="sm" aria-label={t('embed.copy')} onClick={copy}>
                <Icon name={copied ? 'check' : 'copy'} />
              </ActionIcon>
            </Tooltip>
          )}
        </CopyButton>
      </div>
      {page && (
        <>
          <CopyField label={t('embed.page')} value={absolute(page)} description={t('embed.pageHelp')} />
          <Anchor href={page} target="_blank" size="sm">
            {t('channels.openPage')}
          </Anchor>
        </>
      )}
    </Section>
  )
}

const absolute = (path: string) => new URL(path, location.origin).href
