import { ActionIcon, Button, Menu, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import type { ContactDetail } from '#schemas/api/contacts.ts'
import { ownLanguageName } from '#schemas/language-names.ts'
import { eraseContact } from '../api/contacts.ts'
import { keys } from '../api/keys.ts'
import { sentenceOf } from '../api/request.ts'
import { channelGlyphs } from '../channels/glyphs.ts'
import { contactPath, inboxPath } from '../shell/places.ts'
import { useMay, useWorkspace } from '../shell/session.tsx'
import { Avatar } from '../ui/Avatar.tsx'
import { Banner } from '../ui/Banner.tsx'
import { DotsMenu } from '../ui/DotsMenu.tsx'
import { askToForget } from '../ui/ForgetDialog.tsx'
import { formatTime, formatWhenInSentence } from '../ui/format.ts'
import { Icon } from '../ui/Icon.tsx'
import { Tag } from '../ui/Tag.tsx'
import { toast } from '../ui/toast.tsx'
import { useNow } from '../ui/use-now.ts'
import classes from './contact.module.css'
import { openHistory } from './History.tsx'
import { openJoinWith } from './JoinWith.tsx'
import { StageName } from './StageName.tsx'
import { useChange } from './use-change.ts'
import { useStages } from './use-people.ts'

/** Who this is, at which stage and under which tags, and what can be done. */
export function ContactHead({ contact, back }: { contact: ContactDetail; back: ReactNode }) {
  const { t } = useTranslation('contacts')
  const { id: w } = useWorkspace()
  const may = useMay()
  const navigate = useNavigate()
  const change = useChange(contact.id)
  const name = contact.name ?? t('someone')
  const mayChange = may('changeContacts')
  return (
    <header className={classes.head}>
      {back}
      <div className={classes.headLine}>
        <Avatar name={name} size="lg" />
        <div className={classes.heading}>
          <h1>
            <bdi>{name}</bdi>
          </h1>
          <span>
            {[
              t('page.since', { when: formatWhenInSentence(contact.firstSeenAt) }),
              t('page.seen', { when: formatWhenInSentence(laterOf(contact.firstSeenAt, contact.lastSeenAt)) }),
            ].join(' · ')}
          </span>
        </div>
        <div className={classes.actions}>
          {mayChange && (
            <Button
              variant="subtle"
              leftSection={<Icon name="arrows-join-2" flip />}
              onClick={() =>
                openJoinWith({
                  workspaceId: w,
                  contactId: contact.id,
                  name,
                  onJoined: (joined) => navigate(contactPath(w, joined)),
                })
              }
            >
              {t('join.open')}
            </Button>
          )}
          <DotsMenu label={t('page.more', { name })} size="lg">
            <Menu.Item leftSection={<Icon name="history" />} onClick={() => openHistory({ workspaceId: w, contact })}>
              {t('history.open')}
            </Menu.Item>
            {may('forgetPeople') && <Erase contact={contact} name={name} />}
          </DotsMenu>
          <Write contact={contact} />
        </div>
      </div>
      <div className={classes.marks}>
        <StageMenu contact={contact} onChange={mayChange ? (stage) => change.mutate({ stage }) : undefined} />
        {contact.language && (
          <Tag tone="line" icon="language" lang={contact.language}>
            {ownLanguageName(contact.language)}
          </Tag>
        )}
        {contact.timeZone && <LocalTime timeZone={contact.timeZone} />}
        {contact.optedOut && (
          <Tag tone="warn" icon="hand-stop">
            {t('stopped')}
          </Tag>
        )}
        {contact.tags.map((tag) => (
          <span key={tag} className={classes.tag}>
            <Icon name="tag" size={12} />
            <bdi>{tag}</bdi>
            {mayChange && (
              <button
                type="button"
                aria-label={t('tags.remove', { tag })}
                disabled={change.isPending}
                onClick={() => change.mutate({ tags: { remove: [tag] } })}
              >
                <Icon name="x" size={12} />
              </button>
            )}
          </span>
        ))}
        {mayChange && <AddTag onAdd={(tag) => change.mutate({ tags: { add: [tag] } })} />}
      </div>
      {change.error && <Banner tone="danger">{sentenceOf(change.error)}</Banner>}
    </header>
  )
}

/** They were seen last to the hour: somebody new not before they came. */
const laterOf = (first: string, last: string): string => (first > last ? first : last)

/** Leads to their chat; where there are several, one says to which. */
function Write({ contact: { conversations } }: { contact: ContactDetail }) {
  const { t } = useTranslation('contacts')
  const { id: w } = useWorkspace()
  const may = useMay()
  const [only, ...others] = conversations
  if (!only || !may('readInbox')) return null
  const words = may('answerPeople') ? t('write.open') : t('write.read')
  const icon = <Icon name="message-2" />
  if (others.length === 0)
    return (
      <Button component={Link} to={inboxPath(w, 'all', only.id)} variant="filled" leftSection={icon}>
        {words}
      </Button>
    )
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="filled" leftSection={icon} rightSection={<Icon name="chevron-down" size={14} />}>
          {words}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {conversations.map(({ id, channel, updatedAt }) => (
          <Menu.Item
            key={id}
            component={Link}
            to={inboxPath(w, 'all', id)}
            leftSection={<Icon name={channelGlyphs[channel.kind]} />}
          >
            {t('write.on', { channel: channel.name, when: formatWhenInSentence(updatedAt) })}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

function Erase({ contact, name }: { contact: ContactDetail; name: string }) {
  const { t } = useTranslation('contacts')
  const { id: w } = useWorkspace()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const forget = async () => {
    await eraseContact(w, contact.id)
    await navigate(`/w/${w}/contacts`, { replace: true })
    queries.removeQueries({ queryKey: keys.contact(w, contact.id) })
    await queries.invalidateQueries({ queryKey: keys.contacts(w) })
    toast({ text: t('erase.done', { name }) })
  }
  return (
    <Menu.Item
      data-danger
      leftSection={<Icon name="trash" />}
      onClick={() =>
        askToForget({
          name,
          title: t('erase.title', { name }),
          sentence: t('erase.sentence', { count: contact.conversations.length }),
          onForget: forget,
        })
      }
    >
      {t('erase.open')}
    </Menu.Item>
  )
}

function StageMenu({ contact, onChange }: { contact: ContactDetail; onChange: ((stage: string | null) => void) | undefined }) {
  const { t } = useTranslation('contacts')
  const stages = useStages()
  const stage = stages.find(({ id }) => id === contact.stage)
  if (!onChange || stages.length === 0) return stage ? <StageName stage={stage} /> : null
  return (
    <Menu>
      <Menu.Target>
        <Button size="compact-xs" rightSection={<Icon name="chevron-down" size={14} />}>
          {stage ? <StageName stage={stage} /> : t('noStage')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {stages.map((one) => (
          <Menu.Item key={one.id} onClick={() => onChange(one.id)}>
            <StageName stage={one} />
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item onClick={() => onChange(null)}>{t('noStage')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

/** What their clock shows. */
function LocalTime({ timeZone }: { timeZone: string }) {
  const { t } = useTranslation('contacts')
  const now = new Date(useNow()).toISOString()
  const city = timeZone.split('/').at(-1)?.replaceAll('_', ' ') ?? timeZone
  return (
    <Tag tone="line" icon="clock">
      {t('page.there', { city, time: formatTime(now, timeZone) })}
    </Tag>
  )
}

function AddTag({ onAdd }: { onAdd(tag: string): void }) {
  const { t } = useTranslation('contacts')
  const [typed, setTyped] = useState<string>()
  if (typed === undefined)
    return (
      <ActionIcon size="sm" aria-label={t('tags.add')} onClick={() => setTyped('')}>
        <Icon name="plus" size={14} />
      </ActionIcon>
    )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (typed.trim()) onAdd(typed.trim())
    setTyped(undefined)
  }
  return (
    <form onSubmit={submit} className={classes.addTag}>
      <TextInput
        size="xs"
        aria-label={t('tags.new')}
        placeholder={t('tags.new')}
        value={typed}
        maxLength={60}
        autoFocus
        onChange={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Escape' && setTyped(undefined)}
        onBlur={() => typed.trim() === '' && setTyped(undefined)}
      />
    </form>
  )
}
