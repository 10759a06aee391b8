import { Fragment, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { type LinePart, linesIn } from '#schemas/lines.ts'
import type { Choice, IncomingContent, OutgoingMessage } from '#schemas/message.ts'
import { ownFileIn } from '#schemas/own-file.ts'
import { Icon, type IconName } from '../../ui/Icon.tsx'
import { CustomerFile } from './CustomerFile.tsx'
import { mediaIcons } from './media-icons.ts'
import classes from './messages.module.css'
import type { FilePlace } from './use-file.ts'

export interface ContentProps {
  content: IncomingContent | OutgoingMessage
  chosen?: string | undefined
  /** The chat and the turn that it came with from outside. */
  from?: FilePlace | undefined
}

/** What a message says, whatever its kind; what cannot be shown is said in words. */
export function Content({ content, chosen, from }: ContentProps) {
  const { t } = useTranslation('inbox')
  switch (content.kind) {
    case 'text':
    case 'template':
      return <Words language={'language' in content ? content.language : undefined}>{content.text}</Words>
    case 'choice':
      return <Words>{content.label}</Words>
    case 'choices':
      return (
        <>
          <Words language={content.language}>{content.text}</Words>
          <Options choices={content.choices} chosen={chosen} />
        </>
      )
    case 'media':
      return 'mediaId' in content && content.mediaId && from ? (
        <>
          <CustomerFile media={content} from={from} />
          {content.caption && <Words>{content.caption}</Words>}
        </>
      ) : (
        <Media {...content} />
      )
    case 'location': {
      const where = `${content.latitude}, ${content.longitude}`
      return (
        <Thing
          icon="map-pin"
          title={content.name ?? t('content.location')}
          {...(content.address ? { detail: content.address } : { code: where })}
        >
          <a href={`https://www.openstreetmap.org/?mlat=${content.latitude}&mlon=${content.longitude}`} {...elsewhere}>
            {t('content.map')}
          </a>
        </Thing>
      )
    }
    case 'contacts':
      return content.contacts.map(({ name, phones }) => (
        <Thing key={`${name} ${phones[0]}`} icon="address-book" title={name} code={phones.join(', ')} />
      ))
    case 'order':
      return (
        <Thing icon="shopping-cart" title={t('content.order')} detail={content.text}>
          {content.items.map(({ productId, quantity }) => (
            <small key={productId}>
              {quantity} × <bdi>{productId}</bdi>
            </small>
          ))}
        </Thing>
      )
    case 'form':
      return (
        <Thing icon="forms" title={content.name ?? t('content.form')}>
          {Object.entries(content.values).map(([name, value]) => (
            <small key={name}>
              {name}: <bdi>{typeof value === 'object' ? JSON.stringify(value) : String(value)}</bdi>
            </small>
          ))}
        </Thing>
      )
    case 'reaction':
      return <Aside>{content.emoji ? t('content.reaction', { emoji: content.emoji }) : t('content.reactionGone')}</Aside>
    case 'edited':
      return (
        <>
          <Aside>{t('content.edited')}</Aside>
          <Words>{content.text}</Words>
        </>
      )
    case 'deleted':
      return <Aside>{t('content.deleted')}</Aside>
    case 'system':
      return <Aside>{content.text}</Aside>
    case 'unsupported':
      return <Aside>{t('content.unsupported', { what: content.what })}</Aside>
  }
}

const elsewhere = { target: '_blank', rel: 'noreferrer' }

/** Where the language is known, a line of another runs its own way. Numbers, phones and codes are not turned about by the words around. */
const Words = ({ children, language }: { children: string; language?: string | undefined }) => (
  <p className={classes.words}>
    {linesIn(children, language).map(({ at, parts, direction }) => (
      <Fragment key={at}>
        {at > 0 && '\n'}
        {direction && language ? <bdi dir={direction}>{parts.map(piece)}</bdi> : parts.map(piece)}
      </Fragment>
    ))}
  </p>
)
function piece({ at, text, href, code }: LinePart): ReactNode {
  if (href)
    return (
      <a key={at} href={href} {...elsewhere}>
        {text}
      </a>
    )
  return code ? (
    <bdi key={at} dir="ltr">
      {text}
    </bdi>
  ) : (
    text
  )
}
const Aside = ({ children }: { children: ReactNode }) => <p className={classes.aside}>{children}</p>

/** The options of a question; the one that was taken stands out, and is named so. */
function Options({ choices, chosen }: { choices: Choice[]; chosen: string | undefined }) {
  const { t } = useTranslation('inbox')
  return (
    <ul className={classes.options}>
      {choices.map(({ id, label }) => (
        <li key={id} data-chosen={id === chosen || undefined}>
          <bdi>{label}</bdi>
          {id === chosen && <span className="al-hidden">{t('content.chosen')}</span>}
        </li>
      ))}
    </ul>
  )
}

type MediaProps = Extract<IncomingContent, { kind: 'media' }> | Extract<OutgoingMessage, { kind: 'media' }>

/** A file by its name; fetched only when somebody opens it. */
function Media(media: MediaProps) {
  const { t } = useTranslation('inbox')
  return (
    <>
      <Thing icon={mediaIcons[media.media]} title={media.fileName ?? t(`media.${media.media}`)}>
        {media.url && (/^https?:/.test(media.url) || ownFileIn(media.url)) && (
          <a href={media.url} {...elsewhere}>
            {t('content.open')}
          </a>
        )}
      </Thing>
      {media.caption && <Words language={'language' in media ? media.language : undefined}>{media.caption}</Words>}
    </>
  )
}

interface ThingProps {
  icon: IconName
  title: string
  detail?: string
  /** Numbers, which read from the left in every script. */
  code?: string
  children?: ReactNode
}

function Thing({ icon, title, detail, code, children }: ThingProps) {
  return (
    <div className={classes.thing}>
      <Icon name={icon} size={20} />
      <span>
        <strong dir="auto">{title}</strong>
        {detail && <small dir="auto">{detail}</small>}
        {code && (
          <small>
            <bdi dir="ltr">{code}</bdi>
          </small>
        )}
        {children}
      </span>
    </div>
  )
}
