import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { dialects } from '#runtime/channels/dialects.ts'
import type { ConversationDetail } from '#schemas/api/inbox.ts'
import { channelNames } from '#schemas/message.ts'
import { Icon } from '../../ui/Icon.tsx'
import classes from './composer.module.css'
import { TemplateForm } from './TemplateForm.tsx'

/** The customer wrote too long ago for words of one's own: what may be sent all the same. */
export function LateReply({ conversation: { id, channel } }: { conversation: ConversationDetail }) {
  const { t } = useTranslation('inbox')
  const [open, setOpen] = useState(false)
  const hasTemplates = dialects[channel.kind].capabilities.templates
  return (
    <div className={open ? classes.late : classes.whyNot}>
      <p>{t(hasTemplates ? 'whyNot.template' : 'whyNot.window', { channel: channelNames[channel.kind] })}</p>
      {hasTemplates && !open && (
        <Button variant="filled" leftSection={<Icon name="send" />} onClick={() => setOpen(true)}>
          {t('template.open')}
        </Button>
      )}
      {open && <TemplateForm conversationId={id} channelId={channel.id} onDone={() => setOpen(false)} />}
    </div>
  )
}
