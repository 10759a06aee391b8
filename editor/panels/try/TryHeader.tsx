import { ActionIcon, Button, Menu, Popover, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type ChannelKind, channelKinds, channelNames } from '#schemas/message.ts'
import { Icon } from '../../ui/Icon.tsx'
import { Tag } from '../../ui/Tag.tsx'
import classes from './try.module.css'
import type { Trying, Who } from './use-try.ts'

/** On which channel and as whom the draft is tried; each choice starts the chat anew. */
export function TryHeader({ trying, onClose }: { trying: Trying; onClose(): void }) {
  const { t } = useTranslation('panels')
  const { setup, restart, busy } = trying
  return (
    <header className={classes.header}>
      <Icon name="player-play" />
      <h2 className={classes.title}>{t('try.title')}</h2>
      <Tag>{t('try.draft')}</Tag>
      <span className={classes.grow} />
      <Menu position="bottom-end">
        <Menu.Target>
          <Button size="xs" rightSection={<Icon name="chevron-down" size={14} />}>
            {channelNames[setup.channel]}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {channelKinds.map((kind: ChannelKind) => (
            <Menu.Item key={kind} disabled={busy} onClick={() => restart({ channel: kind })}>
              {channelNames[kind]}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <WhoMenu who={setup.who} disabled={busy} onChange={(who) => restart({ who })} />
      <Button size="xs" leftSection={<Icon name="reload" size={14} />} onClick={() => restart()} disabled={busy}>
        {t('try.restart')}
      </Button>
      <ActionIcon size="sm" className={classes.close} aria-label={t('try.close')} onClick={onClose}>
        <Icon name="x" />
      </ActionIcon>
    </header>
  )
}

function WhoMenu({ who, disabled, onChange }: { who: Who; disabled: boolean; onChange(who: Who): void }) {
  const { t } = useTranslation('panels')
  const [open, setOpen] = useState(false)
  const [name, setName] = useState(t('try.sampleName'))
  const apply = (next: Who) => {
    setOpen(false)
    if (next.kind !== who.kind || (next.kind === 'returning' && who.kind === 'returning' && next.name !== who.name))
      onChange(next)
  }
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-end" width={240} trapFocus returnFocus>
      <Popover.Target>
        <Button
          size="xs"
          leftSection={<Icon name="user" size={14} />}
          rightSection={<Icon name="chevron-down" size={14} />}
          onClick={() => setOpen(!open)}
        >
          {who.kind === 'new' ? t('try.newContact') : t('try.returning', { name: who.name })}
        </Button>
      </Popover.Target>
      <Popover.Dropdown className={classes.who}>
        <Button fullWidth justify="flex-start" variant="subtle" disabled={disabled} onClick={() => apply({ kind: 'new' })}>
          {t('try.newContact')}
        </Button>
        <form
          className={classes.whoForm}
          onSubmit={(event) => {
            event.preventDefault()
            if (name.trim() && !disabled) apply({ kind: 'returning', name: name.trim() })
          }}
        >
          <TextInput
            label={t('try.returningAs')}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            maxLength={80}
          />
          <Button type="submit" fullWidth disabled={disabled}>
            {t('try.useContact')}
          </Button>
        </form>
      </Popover.Dropdown>
    </Popover>
  )
}
