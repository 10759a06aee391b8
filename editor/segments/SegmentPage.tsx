import { Anchor, Button, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate, useParams } from 'react-router'
import type { SegmentView } from '#schemas/api/segments.ts'
import { keys } from '../api/keys.ts'
import { sentenceOf } from '../api/request.ts'
import { changeSegment, createSegment, getSegment, listSegmentUsers } from '../api/segments.ts'
import { useMay, useWorkspace } from '../shell/session.tsx'
import { Banner } from '../ui/Banner.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Page } from '../ui/Page.tsx'
import { PageHeader } from '../ui/PageHeader.tsx'
import { SkeletonRows } from '../ui/Skeleton.tsx'
import { Tag } from '../ui/Tag.tsx'
import { toast } from '../ui/toast.tsx'
import { Unsaved } from '../ui/Unsaved.tsx'
import { type Counts, RuleLines } from './RuleLines.tsx'
import { asGroup, type Group, isWhole, testAbout } from './rules.ts'
import { SegmentSide } from './SegmentSide.tsx'
import classes from './segments.module.css'
import { usePreview } from './use-preview.ts'
import { useShop } from './use-shop.ts'
import { useSegmentWords } from './words.ts'

/** A segment that is made: `segments/new`. */
export function NewSegmentPage() {
  return <Edit />
}

/** One segment: its rules in plain words, with what each leaves, who is in and who is not. */
export function SegmentPage() {
  const { t } = useTranslation('segments')
  const { id } = useWorkspace()
  const { segmentId = '' } = useParams()
  const segment = useQuery({ queryKey: keys.segment(id, segmentId), queryFn: () => getSegment(id, segmentId) })
  if (segment.data) return <Edit key={segment.data.id} segment={segment.data} />
  return (
    <Page title={t('title')}>
      {segment.isPending && <SkeletonRows rows={4} />}
      {segment.isError && <ErrorState error={segment.error} onRetry={() => void segment.refetch()} />}
    </Page>
  )
}

function Edit({ segment }: { segment?: SegmentView }) {
  const { t } = useTranslation(['segments', 'shell'])
  const { id } = useWorkspace()
  const mayChange = useMay()('changeSegments')
  const shop = useShop()
  const { sentence } = useSegmentWords()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const start = { name: segment?.name ?? '', group: segment ? asGroup(segment.rules) : { all: [testAbout('last-event', shop)] } }
  const [name, setName] = useState(start.name)
  const [group, setGroup] = useState<Group>(start.group)
  const [kept, setKept] = useState(segment ? JSON.stringify([start.name, start.group]) : '')
  const whole = isWhole(group)
  const preview = usePreview(whole ? group : undefined)
  const dirty = JSON.stringify([name, group]) !== kept
  const save = useMutation({
    mutationFn: () =>
      segment
        ? changeSegment(id, segment.id, { name: name.trim(), rules: group, revision: segment.revision })
        : createSegment(id, { name: name.trim(), rules: group }),
    onSuccess: async (saved) => {
      setKept(JSON.stringify([name, group]))
      queries.setQueryData(keys.segment(id, saved.id), saved)
      await queries.invalidateQueries({ queryKey: keys.segments(id), exact: true })
      toast({ text: t('saved') })
    },
  })
  const copy = useMutation({
    mutationFn: () => createSegment(id, { name: t('copyOf', { name: name.trim() }).slice(0, 80), rules: group }),
    onSuccess: async (made) => {
      await queries.invalidateQueries({ queryKey: keys.segments(id), exact: true })
      toast({ text: t('copied') })
      navigate(`/w/${id}/segments/${made.id}`)
    },
  })
  const { data } = preview
  const counts: Counts = {
    of: data?.of,
    about: data?.about === true,
    at: new Map((whole ? data?.lines : undefined)?.map((line) => [line.path, line.count])),
  }
  const failure = save.error ?? copy.error
  if (!segment && save.data && !dirty) return <Go to={`/w/${id}/segments/${save.data.id}`} />
  return (
    <Page title={segment?.name ?? t('new')}>
      <Unsaved when={dirty && mayChange && segment !== undefined} />
      <nav className={classes.trail} aria-label={t('title')}>
        <Anchor component={Link} to={`/w/${id}/segments`}>
          {t('title')}
        </Anchor>
        <Icon name="chevron-right" />
        <span dir="auto">{segment?.name ?? t('new')}</span>
      </nav>
      <PageHeader title={segment?.name ?? t('new')}>
        {segment && mayChange && (
          <Button leftSection={<Icon name="copy" />} loading={copy.isPending} disabled={!whole} onClick={() => copy.mutate()}>
            {t('copy')}
          </Button>
        )}
        {mayChange && (
          <Button
            variant="filled"
            loading={save.isPending}
            disabled={!dirty || !whole || name.trim() === ''}
            onClick={() => save.mutate()}
          >
            {t('shell:save')}
          </Button>
        )}
      </PageHeader>
      {failure && <Banner tone="danger">{sentenceOf(failure)}</Banner>}
      {segment?.problems.map((problem) => (
        <Banner key={`${problem.path} ${problem.name}`} tone="warn">
          {t(`problem.${problem.code}`, { name: problem.name })}
        </Banner>
      ))}
      <div className={classes.columns}>
        <div className={classes.main}>
          <TextInput
            label={t('name')}
            placeholder={t('namePlaceholder')}
            value={name}
            onChange={({ currentTarget }) => setName(currentTarget.value)}
            maxLength={80}
            dir="auto"
            readOnly={!mayChange}
          />
          <section className={classes.card}>
            <RuleLines group={group} path="" depth={0} shop={shop} counts={counts} onChange={setGroup} disabled={!mayChange} />
          </section>
          <section className={classes.card}>
            <h2>{t('sentence.title')}</h2>
            <p dir="auto">{whole ? sentence(group) : t('sentence.unfinished')}</p>
          </section>
          {segment && <UsedBy segmentId={segment.id} />}
        </div>
        <SegmentSide rules={group} preview={preview} />
      </div>
    </Page>
  )
}

/** Goes on to the page of what was made, once the form has nothing to lose. */
function Go({ to }: { to: string }) {
  const navigate = useNavigate()
  queueMicrotask(() => navigate(to, { replace: true }))
  return null
}

function UsedBy({ segmentId }: { segmentId: string }) {
  const { t } = useTranslation('segments')
  const { id } = useWorkspace()
  const users = useQuery({ queryKey: keys.segmentUsers(id, segmentId), queryFn: () => listSegmentUsers(id, segmentId) })
  const items = users.data?.items ?? []
  return (
    <section className={classes.card}>
      <h2>
        {t('used.title')} {items.length > 0 && <span className={classes.quiet}>{items.length}</span>}
      </h2>
      {users.isError && <Banner tone="danger">{sentenceOf(users.error)}</Banner>}
      {users.data && items.length === 0 && <p className={classes.quiet}>{t('used.nobody')}</p>}
      <ul className={classes.people}>
        {items.map((user) => (
          <li key={`${user.kind} ${user.id}`} className={classes.person}>
            <span dir="auto">
              {user.kind === 'flow' ? <Link to={`/w/${id}/flows/${user.id}`}>{user.name}</Link> : user.name || user.id}
            </span>
            <span className={classes.quiet}>{t(`used.${user.kind}`)}</span>
            {user.live && <Tag tone="ok">{t('used.live')}</Tag>}
          </li>
        ))}
      </ul>
    </section>
  )
}
