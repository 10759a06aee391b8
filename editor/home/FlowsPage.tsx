import { Button, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNever } from '../answering/use-never.ts'
import { getFlowOrder } from '../api/flow-order.ts'
import { listFlows } from '../api/flows.ts'
import { keys } from '../api/keys.ts'
import { Troubles } from '../channels/Troubles.tsx'
import { useMay, useWorkspace } from '../shell/session.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Page } from '../ui/Page.tsx'
import { PageHeader } from '../ui/PageHeader.tsx'
import { SkeletonRows } from '../ui/Skeleton.tsx'
import { FlowsTable } from './FlowsTable.tsx'
import classes from './home.module.css'
import { ImportButton } from './ImportButton.tsx'
import { openNewFlow } from './NewFlow.tsx'
import { SetUpSteps } from './SetUpSteps.tsx'
import { TemplateGallery } from './TemplateGallery.tsx'
import { useOpenFlow } from './useOpenFlow.ts'

/** Rows that can be dragged are no part of the first load. */
const AnswerCard = lazy(async () => ({ default: (await import('../answering/AnswerCard.tsx')).AnswerCard }))

/** How often it is looked while people are moved out of a flow. */
const leavingMs = 1_000

/** The flows of a workspace: what is live, how many are in it, where people leave; and ways to begin another. */
export function FlowsPage() {
  const { t } = useTranslation('home')
  const workspace = useWorkspace()
  const openFlow = useOpenFlow()
  const [wanted, setWanted] = useState('')
  const flows = useQuery({
    queryKey: keys.flows(workspace.id),
    queryFn: () => listFlows(workspace.id),
    refetchInterval: ({ state }) => (state.data?.items.some(({ leaving }) => leaving) ? leavingMs : false),
  })
  const may = useMay()
  const order = useQuery({
    queryKey: keys.flowOrder(workspace.id),
    queryFn: () => getFlowOrder(workspace.id),
    enabled: may('readFlows'),
  })
  const never = useNever(order.data)
  const mayEdit = may('changeFlows')
  const items = flows.data?.items ?? []
  const found = items.filter((flow) => flow.name.toLocaleLowerCase().includes(wanted.trim().toLocaleLowerCase()))

  return (
    <Page title={t('title')}>
      <PageHeader title={t('title')} count={items.length || undefined}>
        {items.length > 0 && (
          <TextInput
            type="search"
            className={classes.search}
            leftSection={<Icon name="search" />}
            placeholder={t('search')}
            aria-label={t('search')}
            value={wanted}
            onChange={(event) => setWanted(event.currentTarget.value)}
          />
        )}
        {mayEdit && <ImportButton onDone={openFlow} />}
        {mayEdit && (
          <Button variant="filled" leftSection={<Icon name="plus" />} onClick={() => openNewFlow(workspace, openFlow)}>
            {t('new.open')}
          </Button>
        )}
      </PageHeader>
      {may('changeChannels') && <Troubles />}
      {may('changeMembers') && flows.data && <SetUpSteps flows={items} />}
      <div className={classes.list}>
        {flows.isPending && <SkeletonRows />}
        {flows.isError && <ErrorState error={flows.error} title={t('loadFailed')} onRetry={() => void flows.refetch()} />}
        {flows.data && items.length === 0 && (
          <EmptyState icon="route" title={t('empty.title')}>
            {t(mayEdit ? 'empty.sentence' : 'empty.readOnly')}
          </EmptyState>
        )}
        {items.length > 0 && found.length === 0 && (
          <EmptyState icon="search" title={t('notFound.title', { wanted: wanted.trim() })}>
            {t('notFound.sentence')}
          </EmptyState>
        )}
        {found.length > 0 && <FlowsTable flows={found} never={never} mayEdit={mayEdit} />}
      </div>
      {order.data && (order.data.flows.length > 1 || never.size > 0) && (
        <Suspense>
          <AnswerCard order={order.data} />
        </Suspense>
      )}
      {mayEdit && <TemplateGallery />}
    </Page>
  )
}
