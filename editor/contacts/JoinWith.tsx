import { TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { modals } from '@mantine/modals'
import { useQuery } from '@tanstack/react-query'
import i18next from 'i18next'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { listContacts } from '../api/contacts.ts'
import { keys } from '../api/keys.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { formatWhen } from '../ui/format.ts'
import { Icon } from '../ui/Icon.tsx'
import { openJoin } from './JoinDialog.tsx'
import classes from './join.module.css'
import { maskPhone } from './mask-phone.ts'

interface Start {
  workspaceId: string
  contactId: string
  name: string
  onJoined(contactId: string): unknown
}

/** Asks with whom somebody is to be joined; then the two are compared. */
export function openJoinWith(start: Start): void {
  const id = modals.open({
    title: i18next.t('contacts:join.withTitle', { name: start.name }),
    size: 440,
    children: <JoinWith {...start} onClose={() => modals.close(id)} />,
  })
}

function JoinWith({ workspaceId: w, contactId, onJoined, onClose }: Start & { onClose(): void }) {
  const { t } = useTranslation('contacts')
  const [typed, setTyped] = useState('')
  const [q] = useDebouncedValue(typed.trim(), 300)
  const asked = { ...(q ? { q } : {}), limit: '20' }
  const found = useQuery({ queryKey: keys.contactList(w, { ...asked, once: true }), queryFn: () => listContacts(w, asked) })
  const items = (found.data?.items ?? []).filter(({ id }) => id !== contactId)
  const pick = (other: string) => {
    onClose()
    openJoin({ workspaceId: w, keep: contactId, with: other, onJoined })
  }
  return (
    <>
      <TextInput
        type="search"
        aria-label={t('search')}
        placeholder={t('search')}
        leftSection={<Icon name="search" />}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        data-autofocus
      />
      {found.isError && <ErrorState error={found.error} onRetry={() => void found.refetch()} />}
      {found.isSuccess && items.length === 0 && <p className={classes.nobody}>{t('none.title')}</p>}
      <ul className={classes.found}>
        {items.map((row) => {
          const name = row.name ?? t('someone')
          return (
            <li key={row.id}>
              <button type="button" onClick={() => pick(row.id)}>
                <Avatar name={name} />
                <span>
                  <strong>
                    <bdi>{name}</bdi>
                  </strong>
                  <small>
                    {[row.phone && maskPhone(row.phone), row.email, formatWhen(row.lastSeenAt)].filter(Boolean).join(' · ')}
                  </small>
                </span>
              </button>
            </li>
          )
        })}
      </ul>
    </>
  )
}
