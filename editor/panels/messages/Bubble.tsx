import type { ReactNode } from 'react'
import type { DrawnMessage } from '#runtime/channels/contract.ts'
import type { Choice } from '#schemas/message.ts'
import { ownFileIn } from '#schemas/own-file.ts'
import { directionOf } from '#schemas/text.ts'
import type { Skin } from '../../channels/skins.ts'
import { useWording } from '../../open-flow/flow-editor.ts'
import { Icon, type IconName } from '../../ui/Icon.tsx'
import { templateParts } from '../form/template-parts.ts'
import classes from './messages.module.css'

export interface BubbleProps {
  message: DrawnMessage
  skin: Skin
  /** `10:42` */
  time?: string
  lang?: string
  /** Taps a button; absent in a preview, and once the chat has moved on. */
  onPick?(choice: Choice): void
  /** Opens a list. */
  onOpenList?(list: Extract<DrawnMessage, { kind: 'list' }>): void
}

/** A message as one channel shows it, in that channel's look. */
export function Bubble({ message, skin, time, lang, onPick, onOpenList }: BubbleProps) {
  const said = message.kind === 'media' ? (message.caption ?? '') : message.text
  const buttons = message.kind === 'buttons' && (
    <div className={classes.actions}>
      {message.buttons.map((choice) => (
        <Action
          key={choice.id}
          icon={skin === 'messenger' ? 'corner-up-left' : undefined}
          onClick={onPick && (() => onPick(choice))}
        >
          {choice.label}
          {choice.description && <small>{choice.description}</small>}
        </Action>
      ))}
    </div>
  )
  return (
    <div className={classes.message} data-skin={skin} lang={lang}>
      <div className={classes.bubble}>
        {message.kind === 'media' && <Media media={message.media} url={message.url} fileName={message.fileName} />}
        {said && <Words text={said} lang={lang} />}
        {time && <time className={classes.time}>{time}</time>}
        {skin === 'messenger' && buttons}
        {message.kind === 'list' && (
          <div className={classes.actions}>
            <Action icon="list" onClick={onOpenList && (() => onOpenList(message))}>
              {message.button}
            </Action>
          </div>
        )}
      </div>
      {skin !== 'messenger' && buttons}
    </div>
  )
}

/** What the customer said. */
export function OwnBubble({ text, skin, time }: { text: string; skin: Skin; time: string }) {
  return (
    <div className={classes.message} data-skin={skin} data-own>
      <div className={classes.bubble}>
        <p className={classes.words} dir="auto">
          {text}
        </p>
        <time className={classes.time}>{time}</time>
      </div>
    </div>
  )
}

/** A text whose unfilled places are drawn as variables. It runs as its language does; sides and corners come from who speaks. */
function Words({ text, lang }: { text: string; lang: string | undefined }) {
  const wording = useWording()
  return (
    <p className={classes.words} dir={lang ? directionOf(lang) : 'auto'}>
      {templateParts(text).map((part, index) =>
        part.kind === 'text' ? (
          part.text
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text have no other identity
          <span key={index} className={classes.variable}>
            {wording.variable(part.text.replace(/^\{[{%]-?\s*([^\s|}%]*)[\s\S]*$/, '$1'))}
          </span>
        ),
      )}
    </p>
  )
}

function Action({ icon, onClick, children }: { icon?: IconName; onClick?: (() => void) | undefined; children: ReactNode }) {
  return (
    <button type="button" className={classes.action} onClick={onClick} disabled={!onClick}>
      {icon && <Icon name={icon} flip={icon === 'corner-up-left'} />}
      <span dir="auto">{children}</span>
    </button>
  )
}

const mediaIcons: Record<string, IconName> = { image: 'photo', video: 'video', audio: 'volume', document: 'file-text' }

/** A picture or file stands for itself: the address may hold variables, and a preview fetches nothing. */
/** A picture of the shop's own is shown; of what lies elsewhere only where it is. */
function Media({ media, url, fileName }: { media: string; url: string; fileName?: string | undefined }) {
  if (media === 'image' && ownFileIn(url))
    return (
      <div className={classes.media} data-own>
        <img src={url} alt={fileName ?? ''} />
      </div>
    )
  return (
    <div className={classes.media}>
      <Icon name={mediaIcons[media] ?? 'paperclip'} size={20} />
      <bdi dir="ltr">{fileName ?? url}</bdi>
    </div>
  )
}
