import { type FormEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DrawnMessage } from '#runtime/channels/contract.ts'
import { dialects } from '#runtime/channels/dialects.ts'
import { render } from '#runtime/render.ts'
import type { TryTurn } from '#schemas/api/tries.ts'
import { type Choice, channelNames } from '#schemas/message.ts'
import { skinOf } from '../../channels/skins.ts'
import { useWorkspace } from '../../shell/session.tsx'
import { formatTime } from '../../ui/format.ts'
import { Icon } from '../../ui/Icon.tsx'
import { Bubble, OwnBubble } from '../messages/Bubble.tsx'
import classes from './phone.module.css'
import { wordsOf } from './trace.ts'
import type { Trying } from './use-try.ts'

type List = Extract<DrawnMessage, { kind: 'list' }>

/** The chat as the customer sees it, in the look of its channel. */
export function Phone({ trying }: { trying: Trying }) {
  const { t } = useTranslation('panels')
  const workspace = useWorkspace()
  const [list, setList] = useState<{ drawn: List; saidAs: string }>()
  const end = useRef<HTMLDivElement>(null)
  const { view, setup, say, pending } = trying
  const begun = pending !== undefined || (view?.turns.length ?? 0) > 0
  // biome-ignore lint/correctness/useExhaustiveDependencies: the newest message comes into view when one was added
  useEffect(() => {
    end.current?.scrollIntoView({ block: 'end' })
  }, [view, pending])
  const pick = (choice: Choice, replyTo: string) => {
    setList(undefined)
    say({ choice: { id: choice.id, label: choice.label }, replyTo })
  }
  return (
    <div className={classes.phone}>
      <div className={classes.screen} data-skin={skinOf(setup.channel)}>
        <div className={classes.bar}>
          <Icon name="chevron-left" flip />
          <span className={classes.face} aria-hidden="true">
            {[...workspace.name][0]}
          </span>
          <span className={classes.who}>
            <strong>{workspace.name}</strong>
            <small>{channelNames[setup.channel]}</small>
          </span>
        </div>
        <div className={classes.chat} role="log" aria-label={t('try.chat')}>
          {view && !begun && <p className={classes.begin}>{t('try.begin')}</p>}
          {begun && <span className={classes.day}>{t('try.today')}</span>}
          {view?.turns.map((turn) => (
            <Exchange
              key={turn.number}
              turn={turn}
              trying={trying}
              onPick={pick}
              onOpenList={(drawn, saidAs) => setList({ drawn, saidAs })}
            />
          ))}
          {pending && (
            <OwnBubble text={'text' in pending ? pending.text : pending.choice.label} skin={skinOf(setup.channel)} time="" />
          )}
          {view && view.owner.kind === 'queue' && <span className={classes.day}>{t('try.waitsForPerson')}</span>}
          <div ref={end} />
        </div>
        <Composer name={view?.contact.name} onSay={(text, onSaid) => say({ text }, onSaid)} disabled={pending !== undefined} />
        {list && (
          <ListSheet list={list.drawn} onPick={(choice) => pick(choice, list.saidAs)} onClose={() => setList(undefined)} />
        )}
      </div>
    </div>
  )
}

interface ExchangeProps {
  turn: TryTurn
  trying: Trying
  /** `saidAs`: the message that offered it. */
  onPick(choice: Choice, saidAs: string): void
  onOpenList(list: List, saidAs: string): void
}

/** What was said and what the flow answered. */
function Exchange({ turn, trying: { setup, view, busy }, onPick, onOpenList }: ExchangeProps) {
  const { timeZone } = useWorkspace()
  const time = formatTime(turn.at, timeZone)
  const said = turn.event.kind === 'message' ? wordsOf(turn.event.message.content) : ''
  const mayPick = view && !busy
  return (
    <>
      {said && <OwnBubble text={said} skin={skinOf(setup.channel)} time={time} />}
      {turn.say.flatMap(({ id, message }) =>
        render(message, dialects[setup.channel].capabilities).drawn.map((drawn, index) => (
          <Bubble
            key={`${id} ${
              // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a split text have no other identity
              index
            }`}
            message={drawn}
            skin={skinOf(setup.channel)}
            time={time}
            lang={message.language}
            onPick={mayPick ? (choice) => onPick(choice, id) : undefined}
            onOpenList={mayPick ? (list) => onOpenList(list, id) : undefined}
          />
        )),
      )}
    </>
  )
}

interface ComposerProps {
  name: string | undefined
  onSay(text: string, onSaid: () => void): void
  disabled: boolean
}

function Composer({ name, onSay, disabled }: ComposerProps) {
  const { t } = useTranslation('panels')
  const [text, setText] = useState('')
  const send = (event: FormEvent) => {
    event.preventDefault()
    if (disabled || text.trim() === '') return
    onSay(text.trim(), () => setText((now) => (now === text ? '' : now)))
  }
  return (
    <form className={classes.composer} onSubmit={send}>
      <input
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        placeholder={name ? t('try.messageAs', { name }) : t('try.message')}
        aria-label={t('try.message')}
        maxLength={4000}
        dir="auto"
      />
      <button type="submit" aria-label={t('try.send')}>
        <Icon name="send-2" flip />
      </button>
    </form>
  )
}

function ListSheet({ list, onPick, onClose }: { list: List; onPick(choice: Choice): void; onClose(): void }) {
  const { t } = useTranslation('panels')
  const first = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    first.current?.focus()
  }, [])
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape and a click beside it close the sheet, as its cross does
    <div
      className={classes.sheetGround}
      onClick={(event) => event.target === event.currentTarget && onClose()}
      onKeyDown={(event) => event.key === 'Escape' && onClose()}
    >
      <div className={classes.sheet} role="dialog" aria-label={list.button}>
        <div className={classes.sheetHead}>
          <button type="button" aria-label={t('try.close')} onClick={onClose}>
            <Icon name="x" />
          </button>
          {list.button}
        </div>
        {list.rows.map((row, index) => (
          <button
            key={row.id}
            ref={index === 0 ? first : undefined}
            type="button"
            className={classes.sheetRow}
            onClick={() => onPick(row)}
          >
            {row.label}
            {row.description && <small>{row.description}</small>}
          </button>
        ))}
      </div>
    </div>
  )
}
