import { useTranslation } from 'react-i18next'
import type { ContactDetail } from '#schemas/api/contacts.ts'
import type { SourceKind } from '#schemas/contact-entry.ts'
import { type ChannelKind, channelNames } from '#schemas/message.ts'
import { useWorkspace } from '../shell/session.tsx'
import { formatWhen } from '../ui/format.ts'
import { Icon, type IconName } from '../ui/Icon.tsx'
import classes from './contact.module.css'
import { Part } from './Part.tsx'

const icons: Record<SourceKind, IconName> = {
  ad: 'ad-2',
  qr: 'qrcode',
  link: 'link',
  import: 'file-import',
  api: 'code',
  channel: 'message-2',
}

/** A channel that is gone is known by its kind. */
const labelOf = (kind: SourceKind, label: string): string =>
  kind === 'channel' && isChannelKind(label) ? channelNames[label] : label
const isChannelKind = (label: string): label is ChannelKind => label in channelNames

/** By which way they came first, and lately where that was another. */
export function Came({ contact: { firstSource, newestSource } }: { contact: ContactDetail }) {
  const { t } = useTranslation('contacts')
  const workspace = useWorkspace()
  const ways = [
    ...(newestSource && newestSource.at !== firstSource?.at ? [{ ...newestSource, first: false }] : []),
    ...(firstSource ? [{ ...firstSource, first: true }] : []),
  ]
  if (ways.length === 0) return null
  return (
    <Part title={t('came.title', { workspace: workspace.name })}>
      <ul className={classes.list}>
        {ways.map(({ kind, label, at, first }) => (
          <li key={String(first)}>
            <span className={classes.glyph}>
              <Icon name={icons[kind]} />
            </span>
            <span>
              <span>
                {t(`came.kind.${kind}`)} {label && <bdi>{labelOf(kind, label)}</bdi>}
              </span>
              <small>{t(first ? 'came.first' : 'came.newest', { when: formatWhen(at) })}</small>
            </span>
          </li>
        ))}
      </ul>
    </Part>
  )
}
