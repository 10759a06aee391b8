import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { keys } from '../api/keys.ts'
import { answerSuggestion, listSuggestions } from '../api/merging.ts'
import { sentenceOf } from '../api/request.ts'
import { contactPath } from '../shell/places.ts'
import { useMay, useWorkspace } from '../shell/session.tsx'
import { Avatar } from '../ui/Avatar.tsx'
import { formatNumber, listed } from '../ui/format.ts'
import { Icon } from '../ui/Icon.tsx'
import { openJoin } from './JoinDialog.tsx'
import classes from './join.module.css'
import { maskPhone } from './mask-phone.ts'

/** Two people who may be one, with why; of one person where one is named. Nothing where there are none. */
export function Suggestion({ contactId }: { contactId?: string }) {
  const { t } = useTranslation('contacts')
  const { id: w } = useWorkspace()
  const may = useMay()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const found = useQuery({ queryKey: keys.suggestions(w, contactId), queryFn: () => listSuggestions(w, contactId) })
  const open = (found.data?.items ?? []).filter(({ state, contacts }) => state === 'open' && contacts.length === 2)
  const refuse = useMutation({
    mutationFn: (id: string) => answerSuggestion(w, id, 'no'),
    onSuccess: () => queries.invalidateQueries({ queryKey: keys.suggestions(w) }),
  })
  const [first] = open
  if (!first) return null
  const [one, other] = first.contacts
  const [keep, comes] = contactId !== undefined && other?.id === contactId ? [other, one] : [one, other]
  if (!keep || !comes) return null
  const nameOf = ({ name }: { name?: string }) => name ?? t('someone')
  const why = first.why.map(({ about, value }) => `${t(`fact.${about}`)} ${about === 'phone' ? maskPhone(value) : value}`)
  return (
    <section className={classes.suggestion} aria-label={t('suggestion.title')}>
      <Icon name="users" />
      <span>
        <strong>{t('suggestion.title')}</strong>{' '}
        {t('suggestion.who', { one: nameOf(keep), other: nameOf(comes), why: listed(why) })}
        {refuse.error && <span role="alert"> {sentenceOf(refuse.error)}</span>}
      </span>
      <span className={classes.pair}>
        <Avatar name={nameOf(keep)} size="sm" />
        <Avatar name={nameOf(comes)} size="sm" />
      </span>
      {may('changeContacts') && (
        <>
          <Button size="xs" variant="subtle" loading={refuse.isPending} onClick={() => refuse.mutate(first.id)}>
            {t('join.two')}
          </Button>
          <Button
            size="xs"
            onClick={() =>
              openJoin({
                workspaceId: w,
                keep: keep.id,
                with: comes.id,
                suggestionId: first.id,
                onJoined: (joined) => navigate(contactPath(w, joined)),
              })
            }
          >
            {t('suggestion.compare')}
          </Button>
        </>
      )}
      {open.length > 1 && <small>{t('suggestion.of', { count: open.length, number: formatNumber(open.length) })}</small>}
    </section>
  )
}
