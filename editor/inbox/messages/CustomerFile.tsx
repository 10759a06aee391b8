import { Button, Loader } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { IncomingContent } from '#schemas/message.ts'
import { ApiError, sentenceOf } from '../../api/request.ts'
import { Icon } from '../../ui/Icon.tsx'
import { saveBlob } from '../../ui/save-file.ts'
import classes from './customer-file.module.css'
import { mediaIcons } from './media-icons.ts'
import { type FilePlace, useFile } from './use-file.ts'

type Sent = Extract<IncomingContent, { kind: 'media' }>

export interface CustomerFileProps {
  media: Sent
  from: FilePlace
}

/** What a customer sent: a picture as soon as it is near, anything else when somebody asks for it. It is fetched from the vendor each time. */
export function CustomerFile(props: CustomerFileProps) {
  const { media } = props.media
  return media === 'image' || media === 'sticker' ? <Picture {...props} /> : <OnRequest {...props} />
}

function Picture({ media, from }: CustomerFileProps) {
  const { t } = useTranslation('inbox')
  const [near, setNear] = useState(false)
  const [unreadable, setUnreadable] = useState(false)
  const file = useFile(from, near)
  const [ref] = useState(() => watchFor(() => setNear(true)))
  const name = t(`media.${media.media}`)
  if (file.isError) return <Missing media={media} error={file.error} again={() => void file.refetch()} />
  if (unreadable && file.data) {
    const save = file.data
    return (
      <Row
        media={media}
        detail={t('file.unreadable')}
        action={{ label: t('file.save'), icon: 'download', run: () => saveBlob(nameOf(media, name), save) }}
      />
    )
  }
  return (
    <div ref={ref} className={classes.picture} data-kind={media.media} aria-busy={!file.url}>
      {file.url ? (
        <a href={file.url} target="_blank" rel="noreferrer" aria-label={t('file.show')}>
          <img src={file.url} alt={media.caption ?? name} onError={() => setUnreadable(true)} />
        </a>
      ) : (
        <>
          <Icon name={mediaIcons[media.media]} size={20} />
          <span className="al-hidden">{t('file.loading')}</span>
        </>
      )}
    </div>
  )
}

function OnRequest({ media, from }: CustomerFileProps) {
  const { t } = useTranslation('inbox')
  const [wanted, setWanted] = useState(false)
  const file = useFile(from, wanted)
  const kind = media.media
  const name = nameOf(media, t(media.voice ? 'file.voice' : `media.${kind}`))
  if (file.isError) return <Missing media={media} error={file.error} again={() => void file.refetch()} />
  if (kind !== 'document' && file.url) {
    // biome-ignore lint/a11y/useMediaCaption: nobody has captions of what a customer has just recorded
    if (kind === 'audio') return <audio className={classes.audio} controls autoPlay src={file.url} aria-label={name} />
    // biome-ignore lint/a11y/useMediaCaption: nobody has captions of what a customer has just recorded
    return <video className={classes.video} controls autoPlay src={file.url} aria-label={name} />
  }
  const get = async () => {
    setWanted(true)
    if (kind !== 'document') return
    const bytes = file.data ?? (await file.refetch({ cancelRefetch: false })).data
    if (bytes) saveBlob(name, bytes)
  }
  const label = t(kind === 'document' ? 'file.save' : kind === 'audio' ? 'file.listen' : 'file.watch')
  const icon = kind === 'document' ? 'download' : 'player-play'
  return <Row media={media} name={name} busy={file.isFetching} action={{ label, icon, run: () => void get() }} />
}

interface RowProps {
  media: Sent
  name?: string
  detail?: string
  busy?: boolean
  action: { label: string; icon: 'download' | 'player-play'; run(): void }
}

function Row({ media, name, detail, busy = false, action }: RowProps) {
  const { t } = useTranslation('inbox')
  return (
    <div className={classes.row}>
      <span className={classes.tile}>
        <Icon name={mediaIcons[media.media]} size={20} />
      </span>
      <span className={classes.name}>
        {name && <strong dir="auto">{name}</strong>}
        {detail && <small>{detail}</small>}
        {busy && <small role="status">{t('file.loading')}</small>}
      </span>
      <button
        type="button"
        className={classes.get}
        onClick={action.run}
        disabled={busy}
        aria-label={`${action.label}: ${name ?? ''}`}
      >
        {busy ? <Loader size={16} color="currentColor" /> : <Icon name={action.icon} size={16} />}
      </button>
    </div>
  )
}

/** Gone for good, or not to be had just now. */
function Missing({ media, error, again }: { media: Sent; error: Error; again(): void }) {
  const { t } = useTranslation('inbox')
  const gone = error instanceof ApiError && error.code === 'file-gone'
  return (
    <div className={classes.missing} data-gone={gone || undefined} role="status">
      <Icon name={gone ? mediaIcons[media.media] : 'alert-circle'} />
      <span>
        {gone ? t(`file.gone.${media.media}`) : t('file.failed', { reason: sentenceOf(error) })}
        {!gone && (
          <Button size="compact-xs" variant="subtle" onClick={again}>
            {t('file.again')}
          </Button>
        )}
      </span>
    </div>
  )
}

const nameOf = ({ fileName }: Sent, otherwise: string): string => fileName ?? otherwise

/** Calls `onSight` when the element it is given comes near the part of the thread that is seen. */
const watchFor = (onSight: () => void) => (element: HTMLElement | null) => {
  if (!element) return
  const watch = new IntersectionObserver(
    ([entry]) => {
      if (!entry?.isIntersecting) return
      watch.disconnect()
      onSight()
    },
    { root: element.closest('[role="log"]'), rootMargin: '200px 0px' },
  )
  watch.observe(element)
  return () => watch.disconnect()
}
