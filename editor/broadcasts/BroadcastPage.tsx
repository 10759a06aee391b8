import { Anchor, Button, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { dequal } from 'dequal'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import type { BroadcastView } from '#schemas/api/broadcasts.ts'
import type { BroadcastPlan } from '#schemas/broadcast.ts'
import { changeBroadcast, getBroadcast } from '../api/broadcasts.ts'
import { keys } from '../api/keys.ts'
import { sentenceOf } from '../api/request.ts'
import { useMay, useWorkspace } from '../shell/session.tsx'
import { Banner } from '../ui/Banner.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Page } from '../ui/Page.tsx'
import { PageHeader } from '../ui/PageHeader.tsx'
import { SkeletonRows } from '../ui/Skeleton.tsx'
import { toast } from '../ui/toast.tsx'
import { Unsaved } from '../ui/Unsaved.tsx'
import { BeforeItStarts } from './BeforeItStarts.tsx'
import classes from './broadcasts.module.css'
import { Figures, Uplift } from './Figures.tsx'
import { Moves } from './Moves.tsx'
import { Reason } from './People.tsx'
import { PlanCards } from './PlanCards.tsx'
import { StateTag } from './StateTag.tsx'

const anewMs = 3_000

/** One broadcast: what it will be and who would get it, or how far it is and what came of it. */
export function BroadcastPage() {
  const { t } = useTranslation('broadcasts')
  const { id } = useWorkspace()
  const { broadcastId = '' } = useParams()
  const broadcast = useQuery({
    queryKey: keys.broadcast(id, broadcastId),
    queryFn: () => getBroadcast(id, broadcastId),
    refetchInterval: ({ state }) => (state.data && state.data.state !== 'draft' ? anewMs : false),
  })
  if (broadcast.data?.state === 'draft') return <Draft key={broadcastId} broadcast={broadcast.data} />
  if (broadcast.data) return <Begun broadcast={broadcast.data} />
  return (
    <Page title={t('title')}>
      {broadcast.isPending && <SkeletonRows rows={4} />}
      {broadcast.isError && <ErrorState error={broadcast.error} onRetry={() => void broadcast.refetch()} />}
    </Page>
  )
}

function Trail({ name }: { name: string }) {
  const { t } = useTranslation('broadcasts')
  const { id } = useWorkspace()
  return (
    <nav className={classes.trail} aria-label={t('title')}>
      <Anchor component={Link} to={`/w/${id}/broadcasts`}>
        {t('title')}
      </Anchor>
      <Icon name="chevron-right" />
      <span dir="auto">{name}</span>
    </nav>
  )
}

const planIn = (broadcast: BroadcastView): BroadcastPlan => {
  const { name, whom, when, what, purpose, channels, compare, success, trackLinks } = broadcast
  return { name, whom, when, what, purpose, channels, success, trackLinks, ...(compare ? { compare } : {}) }
}

function Draft({ broadcast }: { broadcast: BroadcastView }) {
  const { t } = useTranslation(['broadcasts', 'shell'])
  const { id } = useWorkspace()
  const maySend = useMay()('sendBroadcasts')
  const queries = useQueryClient()
  const kept = planIn(broadcast)
  const [plan, setPlan] = useState(kept)
  const dirty = !dequal(plan, kept)
  const save = useMutation({
    mutationFn: () => {
      const { compare, ...rest } = plan
      return changeBroadcast(id, broadcast.id, {
        ...rest,
        name: plan.name.trim(),
        revision: broadcast.revision,
        ...(compare ? { compare } : { noCompare: true as const }),
      })
    },
    onSuccess: async (saved) => {
      queries.setQueryData(keys.broadcast(id, saved.id), saved)
      setPlan(planIn(saved))
      await queries.invalidateQueries({ queryKey: keys.broadcasts(id), exact: true })
      toast({ text: t('saved') })
    },
  })
  return (
    <Page title={broadcast.name}>
      <Unsaved when={dirty && maySend} />
      <Trail name={broadcast.name} />
      <PageHeader title={broadcast.name}>
        <StateTag state={broadcast.state} />
        {maySend && (
          <Button loading={save.isPending} disabled={!dirty || plan.name.trim() === ''} onClick={() => save.mutate()}>
            {t('shell:save')}
          </Button>
        )}
        <Moves broadcast={broadcast} />
      </PageHeader>
      {save.error && <Banner tone="danger">{sentenceOf(save.error)}</Banner>}
      <div className={classes.columns}>
        <fieldset className={classes.main} disabled={!maySend}>
          <TextInput
            label={t('name')}
            value={plan.name}
            maxLength={120}
            dir="auto"
            onChange={({ currentTarget }) => setPlan({ ...plan, name: currentTarget.value })}
          />
          <PlanCards plan={plan} onChange={setPlan} />
        </fieldset>
        <BeforeItStarts broadcast={broadcast} dirty={dirty} />
      </div>
    </Page>
  )
}

function Begun({ broadcast }: { broadcast: BroadcastView }) {
  const { t } = useTranslation('broadcasts')
  const standings = Object.entries(broadcast.counts).sort(([, one], [, other]) => other - one)
  return (
    <Page title={broadcast.name}>
      <Trail name={broadcast.name} />
      <PageHeader title={broadcast.name}>
        <StateTag state={broadcast.state} />
        <Moves broadcast={broadcast} />
      </PageHeader>
      <section className={classes.card} aria-label={t('progress')}>
        <Figures broadcast={broadcast} />
        <Uplift broadcast={broadcast} />
      </section>
      <section className={classes.card}>
        <h2>{t('people.title')}</h2>
        {standings.length === 0 && <p className={classes.quiet}>{t(broadcast.listed ? 'people.nobody' : 'people.soon')}</p>}
        <ul className={classes.reasons}>
          {standings.map(([standing, count]) => (
            <Reason key={standing} broadcastId={broadcast.id} standing={standing} count={count} />
          ))}
        </ul>
      </section>
    </Page>
  )
}
