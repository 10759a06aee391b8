import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import { getContact } from '../api/contacts.ts'
import { keys } from '../api/keys.ts'
import { ApiError } from '../api/request.ts'
import { useWorkspace } from '../shell/session.tsx'
import { BackLink } from '../ui/BackLink.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { SkeletonRows } from '../ui/Skeleton.tsx'
import { useTitle } from '../ui/use-title.ts'
import { Came } from './Came.tsx'
import { Consents } from './Consents.tsx'
import { ContactHead } from './ContactHead.tsx'
import classes from './contact.module.css'
import { Facts } from './Facts.tsx'
import { Identities } from './Identities.tsx'
import { Joined } from './Joined.tsx'
import { Suggestion } from './Suggestion.tsx'
import { Timeline } from './Timeline.tsx'

/** One person on one page: where they write, what they agreed to, what happened, what is known. */
export function ContactPage() {
  const { t } = useTranslation('contacts')
  const { id: w } = useWorkspace()
  const { contactId = '' } = useParams()
  const contact = useQuery({ queryKey: keys.contact(w, contactId), queryFn: () => getContact(w, contactId) })
  const name = contact.data?.name ?? t('someone')
  useTitle(contact.data ? name : t('title'))
  const back = <BackLink to={`/w/${w}/contacts`}>{t('title')}</BackLink>
  if (!contact.data) {
    const gone = contact.error instanceof ApiError && contact.error.status === 404
    return (
      <div className={classes.alone}>
        {back}
        {contact.isPending && <SkeletonRows rows={6} height={72} />}
        {gone && (
          <EmptyState icon="address-book" level={1} title={t('gone.title')}>
            {t('gone.sentence')}
          </EmptyState>
        )}
        {contact.isError && !gone && (
          <ErrorState error={contact.error} title={t('page.failed')} onRetry={() => void contact.refetch()} />
        )}
      </div>
    )
  }
  return (
    // Another person's page begins anew.
    <div key={contactId} className={classes.page}>
      <ContactHead contact={contact.data} back={back} />
      <div className={classes.suggested}>
        <Suggestion contactId={contactId} />
      </div>
      <div className={classes.columns}>
        <aside className={classes.side} aria-label={t('page.where', { name })}>
          <Identities contact={contact.data} />
          <Joined contactId={contactId} />
          <Consents contact={contact.data} />
        </aside>
        <Timeline contactId={contactId} name={name} />
        <aside className={classes.side} aria-label={t('page.known')}>
          <Came contact={contact.data} />
          <Facts contact={contact.data} />
        </aside>
      </div>
    </div>
  )
}
