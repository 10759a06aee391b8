import { ActionIcon, Button, Menu, Tooltip } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import type { ConversationDetail } from '#schemas/api/inbox.ts'
import type { TurnView } from '#schemas/api/turns.ts'
import { channelNames } from '#schemas/message.ts'
import { assign, cancelReminder, forgetConversation, type InboxView, remind } from '../../api/conversations.ts'
import { keys } from '../../api/keys.ts'
import { channelGlyphs } from '../../channels/glyphs.ts'
import { freshId } from '../../document/ids.ts'
import { inboxPath } from '../../shell/places.ts'
import { useMay, useWorkspace } from '../../shell/session.tsx'
import { Avatar } from '../../ui/Avatar.tsx'
import { confirm } from '../../ui/confirm.tsx'
import { DotsMenu } from '../../ui/DotsMenu.tsx'
import { askToForget } from '../../ui/ForgetDialog.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { backTo } from './back-to.ts'
import { askToClose } from './CloseDialog.tsx'
import { askToHandOver } from './HandOverDialog.tsx'
import { askToRemind } from './RemindDialog.tsx'
import type { Standing } from './standing.ts'
import classes from './thread.module.css'
import { type Action, type Actions, byHand } from './use-actions.ts'
import { keepTurn } from './use-turns.ts'

export interface ThreadHeaderProps {
  view: InboxView
  conversation: ConversationDetail
  standing: Standing
  phone: boolean
  /** Absent for those who only read. */
  actions: Actions | undefined
}

/** Who it is, on which channel, whose it is, and what can be done with it. */
export function ThreadHeader(props: ThreadHeaderProps) {
  return props.phone ? <PhoneHeader {...props} /> : <DeskHeader {...props} />
}

const mayClose = (standing: Standing) => standing === 'mine' || standing === 'waiting'
const isBusy = (actions: Actions | undefined, action: Action) => actions?.isPending && actions.variables === action
const mayTake = (standing: Standing) => standing === 'waiting' || standing === 'flow'

/** Asks before a chat is taken from a colleague, by name; what is being written to the customer there stays unsent. */
export function useTakeOver({ conversation, actions }: Pick<ThreadHeaderProps, 'conversation' | 'actions'>): () => void {
  const { t } = useTranslation('inbox')
  const name = conversation.ownerName ?? t('thread.someoneElse')
  return () =>
    confirm({
      title: t('takeOver.title', { name }),
      children: t('takeOver.sentence', { name }),
      action: t('takeOver.do'),
      onConfirm: () => actions?.mutate('take-over'),
    })
}

function DeskHeader(props: ThreadHeaderProps) {
  const { conversation, standing, actions } = props
  const { t } = useTranslation('inbox')
  const { channel, contact, ownerName } = conversation
  const busy = (action: Action) => isBusy(actions, action)
  const takeOver = useTakeOver({ conversation, actions })
  return (
    <header className={classes.header}>
      <h2 className={classes.name} dir="auto">
        {contact.name ?? t('someone')}
      </h2>
      <Tag tone="line" icon={channelGlyphs[channel.kind]}>
        {channelNames[channel.kind]} · {channel.name}
      </Tag>
      <span className={classes.space} />
      {ownerName && (standing === 'mine' || standing === 'theirs') && (
        <Tooltip label={t(standing === 'mine' ? 'owner.mine' : 'owner.theirs', { name: ownerName })}>
          <span className={classes.owner}>
            <Avatar name={ownerName} size="xs" />
            {ownerName}
          </span>
        </Tooltip>
      )}
      {actions && mayTake(standing) && (
        <Button loading={busy('take')} onClick={() => actions.mutate('take')} leftSection={<Icon name="user-check" />}>
          {t('action.take')}
        </Button>
      )}
      {actions && standing === 'theirs' && (
        <Button loading={busy('take-over')} onClick={takeOver} leftSection={<Icon name="user-check" />}>
          {t('action.takeOver')}
        </Button>
      )}
      {actions && standing === 'closed' && (
        <Button loading={busy('reopen')} onClick={() => actions.mutate('reopen')} leftSection={<Icon name="headset" />}>
          {t('action.reopen')}
        </Button>
      )}
      {actions && mayClose(standing) && (
        <Button loading={busy('close')} onClick={byHand(() => actions.mutate('close'))} leftSection={<Icon name="check" />}>
          {t('action.close')}
        </Button>
      )}
      <MoreMenu {...props} />
    </header>
  )
}

function PhoneHeader(props: ThreadHeaderProps) {
  const { view, conversation, standing, actions } = props
  const { t } = useTranslation('inbox')
  const { channel, contact, ownerName } = conversation
  const takeOver = useTakeOver({ conversation, actions })
  const whose = standing === 'theirs' ? ownerName : t(`standing.${standing}`)
  return (
    <header className={classes.header} data-phone>
      <BackToList view={view} />
      <div className={classes.who}>
        <h1 className={classes.name} dir="auto">
          {contact.name ?? t('someone')}
        </h1>
        <span className={classes.on}>
          <Icon name={channelGlyphs[channel.kind]} size={14} />
          {channelNames[channel.kind]} · {whose}
        </span>
      </div>
      {actions && (mayTake(standing) || standing === 'theirs') && (
        <ActionIcon
          size={44}
          aria-label={t(standing === 'theirs' ? 'action.takeOver' : 'action.take')}
          loading={isBusy(actions, standing === 'theirs' ? 'take-over' : 'take')}
          disabled={actions.isPending}
          onClick={() => (standing === 'theirs' ? takeOver() : actions.mutate('take'))}
        >
          <Icon name="user-check" size={20} />
        </ActionIcon>
      )}
      {actions && mayClose(standing) && (
        <ActionIcon
          size={44}
          aria-label={t('action.close')}
          loading={isBusy(actions, 'close')}
          disabled={actions.isPending}
          onClick={byHand(() => actions.mutate('close'))}
        >
          <Icon name="check" size={20} />
        </ActionIcon>
      )}
      <MoreMenu {...props} />
    </header>
  )
}

/** What is done more seldom; what cannot be undone comes last. */
function MoreMenu({ view, conversation, standing, phone, actions }: ThreadHeaderProps) {
  const { t } = useTranslation('inbox')
  const forget = useForget(view, conversation)
  const remind = useRemind(conversation)
  const handOver = useHandOver(conversation)
  const handsBack = phone && actions && standing === 'mine'
  const closes = actions && mayClose(standing)
  if (!handsBack && !forget && !actions) return null
  const close = () =>
    askToClose({
      title: t('closeWhy.title', { name: conversation.contact.name ?? t('someone') }),
      onClose: (reason) => actions?.mutateAsync({ close: reason }) ?? Promise.resolve(),
    })
  return (
    <DotsMenu
      size={phone ? 44 : 'md'}
      label={t('action.more')}
      loading={isBusy(actions, 'hand-back') && phone}
      disabled={actions?.isPending ?? false}
    >
      {handsBack && (
        <Menu.Item leftSection={<Icon name="arrow-back-up" flip />} onClick={() => actions.mutate('hand-back')}>
          {t('action.handBack')}
          <small className={classes.hint}>{backTo(conversation, t)}</small>
        </Menu.Item>
      )}
      {actions && standing !== 'closed' && (
        <Menu.Item leftSection={<Icon name="headset" />} onClick={handOver}>
          {t('action.handOver')}
        </Menu.Item>
      )}
      {actions && (
        <Menu.Item leftSection={<Icon name="bell" />} onClick={remind}>
          {t('action.remind')}
        </Menu.Item>
      )}
      {closes && (
        <Menu.Item leftSection={<Icon name="check" />} onClick={close}>
          {t('action.closeWhy')}
        </Menu.Item>
      )}
      {forget && <Menu.Divider />}
      {forget && (
        <Menu.Item data-danger leftSection={<Icon name="trash" />} onClick={forget}>
          {t('action.forget')}
        </Menu.Item>
      )}
    </DotsMenu>
  )
}

/** Shows at once what a call made of a chat. */
function useChange(id: string): (call: Promise<{ turn: TurnView }>) => Promise<void> {
  const { id: w } = useWorkspace()
  const queries = useQueryClient()
  return async (call) => {
    keepTurn(w, id, (await call).turn)
    void queries.invalidateQueries({ queryKey: keys.conversation(w, id) })
  }
}

/** Asks to which colleague or team the chat goes. */
function useHandOver({ id, owner }: ConversationDetail): () => void {
  const { id: w } = useWorkspace()
  const change = useChange(id)
  const from = owner.kind === 'agent' ? owner.agentId : undefined
  return () => {
    // However often it is tried.
    const once = newId()
    askToHandOver({
      workspaceId: w,
      owner,
      onHandOver: (to, note) => change(assign(w, id, { id: once, ...to, ...(from ? { from } : {}), ...(note ? { note } : {}) })),
    })
  }
}

/** Asks when and of what somebody wants to be reminded. */
function useRemind({ id, reminders = [] }: ConversationDetail): () => void {
  const { id: w } = useWorkspace()
  const change = useChange(id)
  return () => {
    const once = newId()
    askToRemind({
      reminders,
      onRemind: (at, text) => change(remind(w, id, at, text, once)),
      onCancel: (reminderId) => change(cancelReminder(w, id, reminderId)),
    })
  }
}

const newId = (): string => freshId() + freshId()

/** Asks an owner before a chat is deleted for good; undefined for everyone else. */
function useForget(view: InboxView, { id, contact }: ConversationDetail): (() => void) | undefined {
  const { t } = useTranslation('inbox')
  const { id: w } = useWorkspace()
  const mayForget = useMay()('forgetPeople')
  const navigate = useNavigate()
  if (!mayForget) return undefined
  const forget = async () => {
    await forgetConversation(w, id)
    void navigate(inboxPath(w, view), { replace: true })
  }
  return () => askToForget({ name: contact.name ?? t('someone'), onForget: forget })
}

/** From a thread to the list it was opened from. */
export function BackToList({ view }: { view: InboxView }) {
  const { t } = useTranslation('inbox')
  const { id } = useWorkspace()
  return (
    <ActionIcon size={44} component={Link} to={inboxPath(id, view)} aria-label={t('back')}>
      <Icon name="chevron-left" size={20} flip />
    </ActionIcon>
  )
}
