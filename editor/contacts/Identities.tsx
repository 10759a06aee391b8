import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { ContactDetail } from '#schemas/api/contacts.ts'
import { channelNames } from '#schemas/message.ts'
import { channelGlyphs } from '../channels/glyphs.ts'
import { inboxPath } from '../shell/places.ts'
import { useMay, useWorkspace } from '../shell/session.tsx'
import { firstName } from '../ui/first-name.ts'
import { formatWhenInSentence } from '../ui/format.ts'
import { Icon } from '../ui/Icon.tsx'
import classes from './contact.module.css'
import { maskPhone } from './mask-phone.ts'
import { Part } from './Part.tsx'

/** Their addresses on our channels, and how it is known that each is theirs. */
export function Identities({ contact }: { contact: ContactDetail }) {
  const { t, i18n } = useTranslation('contacts')
  const { id: w } = useWorkspace()
  const may = useMay()
  const { identities } = contact
  const title = contact.name ? t('identities.title', { name: firstName(contact.name) }) : t('identities.anyone')
  const how = (linked: string) =>
    i18n.exists(`contacts:linked.${linked}`) ? t(`linked.${linked as 'first'}`) : t('linked.other')
  const shown = (kind: string, address: string) => (!may('changeContacts') && kind === 'whatsapp' ? maskPhone(address) : address)
  return (
    <Part title={title} count={identities.length || undefined}>
      {identities.length === 0 && <p className={classes.quiet}>{t('neverWrote')}</p>}
      <ul className={classes.list}>
        {identities.map(({ id, channel, address, conversationId, linked, at }) => (
          <li key={id}>
            <span className={classes.glyph}>
              <Icon name={channelGlyphs[channel.kind]} />
            </span>
            <span>
              <Link to={inboxPath(w, 'all', conversationId)}>
                <bdi>{address ? shown(channel.kind, address) : channelNames[channel.kind]}</bdi>
              </Link>
              <small>{[channel.name, how(linked), ...(at ? [formatWhenInSentence(at)] : [])].join(' · ')}</small>
            </span>
          </li>
        ))}
      </ul>
    </Part>
  )
}
