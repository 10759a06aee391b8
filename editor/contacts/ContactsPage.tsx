import { Button } from '@mantine/core'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useSearchParams } from 'react-router'
import { listContacts } from '../api/contacts.ts'
import { keys } from '../api/keys.ts'
import { contactPath } from '../shell/places.ts'
import { useMay, useWorkspace } from '../shell/session.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { formatNumber } from '../ui/format.ts'
import { Icon } from '../ui/Icon.tsx'
import { Page } from '../ui/Page.tsx'
import { PageHeader } from '../ui/PageHeader.tsx'
import { SkeletonRows } from '../ui/Skeleton.tsx'
import { openNewPerson } from './AddPerson.tsx'
import { askedIn } from './asked.ts'
import { ChosenBar } from './ChosenBar.tsx'
import { ContactFilters } from './ContactFilters.tsx'
import { ContactsTable } from './ContactsTable.tsx'
import classes from './contacts.module.css'
import { InAndOut } from './import/InAndOut.tsx'
import { Suggestion } from './Suggestion.tsx'
import { useColumns } from './use-columns.ts'
import { useContactFields } from './use-people.ts'

/** Everybody a workspace knows: looked for by words and facts, tagged and moved many at once. */
export function ContactsPage() {
  const { t } = useTranslation(['contacts', 'shell'])
  const { id: w } = useWorkspace()
  const may = useMay()
  const navigate = useNavigate()
  const [search, setSearch] = useSearchParams()
  const asked = useMemo(() => askedIn(search), [search])
  const contacts = useInfiniteQuery({
    queryKey: keys.contactList(w, asked),
    queryFn: ({ pageParam }) => listContacts(w, asked, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
    // What was found stays until what is looked for now is here.
    placeholderData: keepPreviousData,
  })
  const items = useMemo(() => {
    // Whoever writes meanwhile comes first, and is on the next page once more.
    const all = contacts.data?.pages.flatMap((page) => page.items) ?? []
    return [...new Map(all.map((row) => [row.id, row])).values()]
  }, [contacts.data])
  const first = contacts.data?.pages[0]
  const columns = useColumns(useContactFields())
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  // biome-ignore lint/correctness/useExhaustiveDependencies: who was chosen among others is not chosen among these
  useEffect(() => {
    setChosen(new Set())
  }, [asked])
  const filtered = Object.keys(asked).some((what) => what !== 'sort')
  const count = first && `${formatNumber(first.count)}${first.more ? '+' : ''}`
  return (
    <Page title={t('title')}>
      <PageHeader title={t('title')} {...(count ? { count } : {})}>
        <InAndOut asked={asked} filtered={filtered} />
        {may('changeContacts') && (
          <Button
            variant="filled"
            leftSection={<Icon name="plus" />}
            onClick={() => openNewPerson({ workspaceId: w, onAdded: ({ id }) => void navigate(contactPath(w, id)) })}
          >
            {t('add.open')}
          </Button>
        )}
      </PageHeader>
      <Suggestion />
      <ContactFilters search={search} onSearch={setSearch} columns={columns} rows={items} />
      {contacts.isPending && <SkeletonRows rows={8} height={56} />}
      {contacts.isError && items.length === 0 && (
        <ErrorState error={contacts.error} title={t('failed')} onRetry={() => void contacts.refetch()} />
      )}
      {contacts.isSuccess && items.length === 0 && (
        <EmptyState
          icon="address-book"
          title={t(filtered ? 'none.title' : 'empty.title')}
          {...(filtered ? { action: <Button onClick={() => setSearch({})}>{t('none.clear')}</Button> } : {})}
        >
          {t(filtered ? 'none.sentence' : 'empty.sentence')}
        </EmptyState>
      )}
      {items.length > 0 && (
        <ContactsTable
          rows={items}
          columns={columns.shown}
          sort={asked}
          onSearch={setSearch}
          chosen={chosen}
          onChoose={setChosen}
        />
      )}
      {contacts.hasNextPage && (
        <Button fullWidth mt={12} loading={contacts.isFetchingNextPage} onClick={() => void contacts.fetchNextPage()}>
          {t('more')}
        </Button>
      )}
      {contacts.isFetchNextPageError && (
        <p className={classes.failed} role="alert">
          {t('moreFailed')}
        </p>
      )}
      {chosen.size > 0 && <ChosenBar rows={items.filter(({ id }) => chosen.has(id))} onDone={() => setChosen(new Set())} />}
    </Page>
  )
}
