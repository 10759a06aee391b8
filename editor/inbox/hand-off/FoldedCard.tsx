import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ConversationDetail } from '#schemas/api/inbox.ts'
import { ownLanguageName } from '#schemas/language-names.ts'
import { Icon } from '../../ui/Icon.tsx'
import { Isolated, isolated } from '../../ui/Isolated.tsx'
import { Tile } from '../../ui/Tile.tsx'
import classes from './card.module.css'
import { HandOffCard } from './HandOffCard.tsx'
import { answersOf, pathOf, whyOf } from './known.ts'

/** Where the card has no column: its gist in one line under the header, the rest on a tap. */
export function FoldedCard({ conversation }: { conversation: ConversationDetail }) {
  const { t } = useTranslation('inbox')
  const [open, setOpen] = useState(false)
  const { handOff, language, state } = conversation
  const title = pathOf(conversation).at(-1) ?? (handOff ? whyOf(t, handOff.reason) : t('card.label'))
  const phone = state.contact.phone?.slice(-4)
  const answers = answersOf(conversation).length
  const gist = [
    language && ownLanguageName(language),
    phone && t('card.phoneEnds', { end: isolated(phone) }),
    answers > 0 && t('card.answers', { count: answers }),
  ].filter(Boolean)
  return (
    <div className={classes.folded}>
      <button type="button" className={classes.summary} aria-expanded={open} onClick={() => setOpen(!open)}>
        <Tile icon="headset" category="people" />
        <span className={classes.gist}>
          <strong dir="auto">{title}</strong>
          {gist.length > 0 && (
            <small>
              <Isolated text={gist.join(' · ')} />
            </small>
          )}
        </span>
        <Icon name={open ? 'chevron-up' : 'chevron-down'} size={20} />
      </button>
      {open && (
        <div className={classes.unfolded}>
          <HandOffCard conversation={conversation} />
        </div>
      )}
    </div>
  )
}
