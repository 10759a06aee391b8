import { Button, Textarea, Tooltip } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import { type KeyboardEvent, useEffect, useLayoutEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { ConversationDetail } from '#schemas/api/inbox.ts'
import { useSession } from '../../shell/session.tsx'
import { isComposing } from '../../ui/composition.ts'
import { isNowhere } from '../../ui/focus.ts'
import { Icon } from '../../ui/Icon.tsx'
import { Kbd, shortcut } from '../../ui/Kbd.tsx'
import { changeDraft, desk, deskKey, draftOf, type Writing } from '../desk.ts'
import { inboxKeys } from '../keys/KeySheet.tsx'
import { backTo } from '../thread/back-to.ts'
import type { Standing } from '../thread/standing.ts'
import { type Actions, byHand } from '../thread/use-actions.ts'
import classes from './composer.module.css'
import { LateReply } from './LateReply.tsx'
import { SendKey, useSendKey } from './SendKey.tsx'
import { send } from './send.ts'
import { useCustomerTyping, useTellTyping } from './use-typing.ts'
import { useReplyWindow, WindowLeft } from './WindowLeft.tsx'

export interface ComposerProps {
  conversation: ConversationDetail
  standing: Standing
  phone: boolean
  /** Absent for those who only read. */
  actions: Actions | undefined
}

const longest = 4000

/** Where answers and notes are written. Only the owner of a chat answers; anyone who answers people may leave a note. */
export function Composer({ conversation, standing, phone, actions }: ComposerProps) {
  const { t } = useTranslation('inbox')
  const { me, workspace } = useSession()
  const key = deskKey(me.user.id, conversation.id)
  const draft = desk((state) => draftOf(state, key))
  const field = useRef<HTMLTextAreaElement>(null)
  const [sendKey] = useSendKey()
  const window = useReplyWindow(conversation)
  const tellTyping = useTellTyping(conversation.id)
  const customerTypes = useCustomerTyping(conversation.id)
  const { mode } = draft
  const text = draft[mode]
  const open = mode === 'note' || (standing === 'mine' && window.state !== 'closed')

  // The field may only appear with the change; whoever types on at once must not lose a letter.
  const wantsFocus = useRef(false)
  useLayoutEffect(() => {
    if (!wantsFocus.current) return
    wantsFocus.current = false
    field.current?.focus()
  })
  // Whoever has just taken a chat answers it; on a phone the keyboard comes when it is asked for.
  const mine = useRef(standing === 'mine')
  useEffect(() => {
    const inThread = isNowhere() || document.activeElement?.contains(field.current)
    if (standing === 'mine' && !mine.current && !phone && inThread) field.current?.focus()
    mine.current = standing === 'mine'
  }, [standing, phone])
  const show = (mode: Writing) => {
    wantsFocus.current = true
    changeDraft(key, { mode })
  }
  useHotkeys(
    [
      [inboxKeys.reply, () => show('reply'), { usePhysicalKeys: true }],
      [inboxKeys.note, () => show('note'), { usePhysicalKeys: true }],
    ],
    [],
  )
  const submit = () => {
    if (text.trim() === '' || !open) return
    send({ workspaceId: workspace.id, conversationId: conversation.id, userId: me.user.id, kind: mode, text: text.trim() })
    changeDraft(key, { [mode]: '' })
    field.current?.focus()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || isComposing(event.nativeEvent)) return
    const sends = event.ctrlKey || event.metaKey || (sendKey === 'enter' && !event.shiftKey)
    if (!sends) return
    event.preventDefault()
    submit()
  }

  if (!actions) return <p className={classes.reading}>{t('composer.readOnly')}</p>
  return (
    <section className={classes.composer} data-mode={mode} data-phone={phone || undefined} aria-label={t('composer.label')}>
      <div className={classes.tabs}>
        {(['reply', 'note'] as const).map((name) => (
          <button key={name} type="button" aria-pressed={name === mode} onClick={() => show(name)} title={hint(name)}>
            {t(`composer.${name}`)}
          </button>
        ))}
        <span className={classes.space} />
        <span className={classes.typing} role="status">
          {customerTypes && t('composer.typing', { name: conversation.contact.name ?? t('someone') })}
        </span>
        {standing === 'mine' && <WindowLeft window={window} phone={phone} />}
      </div>
      {open ? (
        <Textarea
          ref={field}
          variant="unstyled"
          autosize
          minRows={phone ? 1 : 2}
          maxRows={8}
          maxLength={longest}
          className={classes.field ?? ''}
          aria-label={t(`composer.write.${mode}`, { name: conversation.contact.name })}
          placeholder={t(`composer.placeholder.${mode}`)}
          value={text}
          onChange={(event) => {
            changeDraft(key, { [mode]: event.currentTarget.value })
            if (mode === 'reply' && event.currentTarget.value.trim() !== '') tellTyping()
          }}
          onKeyDown={onKeyDown}
        />
      ) : (
        <>
          <WhyNot conversation={conversation} standing={standing} actions={actions} />
          {draft.reply.trim() !== '' && standing !== 'mine' && (
            <Kept
              text={draft.reply}
              onNote={() =>
                changeDraft(key, { reply: '', note: [draft.note, draft.reply].filter(Boolean).join('\n'), mode: 'note' })
              }
            />
          )}
        </>
      )}
      {open && (
        <div className={classes.bar}>
          <SendKey phone={phone} />
          {!phone && (
            <span className={classes.hint}>
              <Kbd keys={sendKey === 'enter' ? 'enter' : 'mod+enter'} />
              {t('composer.sends')}
            </span>
          )}
          <span className={classes.space} />
          {standing === 'mine' && !phone && (
            <Tooltip label={backTo(conversation, t)}>
              <Button
                size="xs"
                variant="subtle"
                loading={actions.isPending && actions.variables === 'hand-back'}
                leftSection={<Icon name="arrow-back-up" size={14} flip />}
                onClick={byHand(() => actions.mutate('hand-back'))}
              >
                {t('action.handBack')}
              </Button>
            </Tooltip>
          )}
          <Button variant="filled" disabled={text.trim() === ''} onClick={submit}>
            {t(mode === 'note' ? 'composer.addNote' : 'composer.send')}
          </Button>
        </div>
      )}
    </section>
  )

  function hint(name: Writing): string {
    return shortcut(inboxKeys[name])
  }
}

/** A reply that was begun before somebody else took the chat: nothing that was written is lost. */
function Kept({ text, onNote }: { text: string; onNote(): void }) {
  const { t } = useTranslation('inbox')
  return (
    <div className={classes.kept}>
      <small>{t('composer.kept')}</small>
      <p dir="auto">{text}</p>
      <Button size="xs" leftSection={<Icon name="lock" size={14} />} onClick={onNote}>
        {t('composer.keepAsNote')}
      </Button>
    </div>
  )
}

/** Why nothing can be answered here, and the way to change it. */
function WhyNot({ conversation, standing, actions }: { conversation: ConversationDetail; standing: Standing; actions: Actions }) {
  const { t } = useTranslation('inbox')
  const name = conversation.ownerName ?? t('thread.someoneElse')
  if (standing === 'mine') return <LateReply conversation={conversation} />
  if (standing === 'theirs') return <p className={classes.whyNot}>{t('whyNot.theirs', { name })}</p>
  const action = standing === 'closed' ? 'reopen' : 'take'
  const isOver = standing === 'flow' && !conversation.state.session?.at
  return (
    <div className={classes.whyNot}>
      <p>{t(isOver ? 'whyNot.over' : `whyNot.${standing}`)}</p>
      <Button
        variant="filled"
        loading={actions.isPending && actions.variables === action}
        onClick={() => actions.mutate(action)}
        leftSection={<Icon name={action === 'reopen' ? 'headset' : 'user-check'} />}
      >
        {t(`action.${action}`)}
      </Button>
    </div>
  )
}
