import { Button, Radio } from '@mantine/core'
import { modals } from '@mantine/modals'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import i18next from 'i18next'
import { type ReactNode, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { MergeFact, MergePreview, Party } from '#schemas/api/merging.ts'
import { ownLanguageName } from '#schemas/language-names.ts'
import { getStages, listContactFields } from '../api/contact-fields.ts'
import { keys } from '../api/keys.ts'
import { answerSuggestion, mergeContacts, previewMerge } from '../api/merging.ts'
import { sentenceOf } from '../api/request.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { Banner } from '../ui/Banner.tsx'
import dialog from '../ui/dialog.module.css'
import { ErrorState } from '../ui/ErrorState.tsx'
import { formatCalendarDay, formatDay, formatNumber, listed } from '../ui/format.ts'
import { Icon } from '../ui/Icon.tsx'
import { SkeletonRows } from '../ui/Skeleton.tsx'
import { Tag } from '../ui/Tag.tsx'
import { askForPeopleAgain } from './ask-for-people.ts'
import classes from './join.module.css'

type Side = 'keep' | 'with'
const sides: readonly Side[] = ['keep', 'with']

interface Joining {
  workspaceId: string
  /** Whose page stays, unless the other is chosen. */
  keep: string
  with: string
  /** Where it was suggested: it can be said that they are two. */
  suggestionId?: string
  /** With the page they are on. */
  onJoined(contactId: string): unknown
}

/** Shows two people side by side before they become one. */
export function openJoin(start: Joining): void {
  const id = modals.open({
    title: i18next.t('contacts:join.title'),
    size: 760,
    children: <JoinDialog {...start} onClose={() => modals.close(id)} />,
  })
}

function JoinDialog({ workspaceId: w, suggestionId, onJoined, onClose, ...pair }: Joining & { onClose(): void }) {
  const { t } = useTranslation(['contacts', 'shell'])
  const queries = useQueryClient()
  const [swapped, setSwapped] = useState(false)
  const [chosen, setChosen] = useState<Record<string, Side>>({})
  const keep = swapped ? pair.with : pair.keep
  const other = swapped ? pair.keep : pair.with
  const preview = useQuery({ queryKey: keys.merge(w, keep, other), queryFn: () => previewMerge(w, keep, other), staleTime: 0 })
  const join = useMutation({
    mutationFn: () => mergeContacts(w, keep, { with: other, choose: chosen }),
    onSuccess: async ({ contactId }) => {
      onClose()
      await onJoined(contactId)
      await askForPeopleAgain(queries, w)
    },
  })
  const refuse = useMutation({
    mutationFn: (id: string) => answerSuggestion(w, id, 'no'),
    onSuccess: async () => {
      onClose()
      await queries.invalidateQueries({ queryKey: keys.suggestions(w) })
    },
  })
  const swap = () => {
    setSwapped(!swapped)
    setChosen({})
  }
  if (preview.isError) return <ErrorState error={preview.error} onRetry={() => void preview.refetch()} />
  if (!preview.data) return <SkeletonRows rows={5} height={44} />
  const error = join.error ?? refuse.error
  return (
    <>
      <Compared preview={preview.data} swapped={swapped} onSwap={swap} chosen={chosen} onChoose={setChosen} workspaceId={w} />
      {error && <Banner tone="danger">{sentenceOf(error)}</Banner>}
      <div className={dialog.buttons}>
        <small className={classes.later}>{t('join.later')}</small>
        {suggestionId && (
          <Button variant="subtle" loading={refuse.isPending} onClick={() => refuse.mutate(suggestionId)}>
            {t('join.two')}
          </Button>
        )}
        <Button onClick={onClose}>{t('shell:cancel')}</Button>
        <Button
          variant="filled"
          loading={join.isPending}
          leftSection={<Icon name="arrows-join-2" flip />}
          onClick={() => join.mutate()}
        >
          {t('join.do', { name: nameOf(preview.data.keep, t('someone')) })}
        </Button>
      </div>
    </>
  )
}

const nameOf = ({ name }: Party, someone: string): string => name ?? someone

interface ComparedProps {
  workspaceId: string
  preview: MergePreview
  swapped: boolean
  onSwap(): void
  chosen: Record<string, Side>
  onChoose(chosen: Record<string, Side>): void
}

/** Fact by fact, whose value the page shows; what is the same in both is told in one line. */
function Compared({ workspaceId, preview, swapped, onSwap, chosen, onChoose }: ComparedProps) {
  const { t } = useTranslation('contacts')
  const words = useFactWords(workspaceId)
  const { facts, tags, chats, running, stopped, bothOpen, why } = preview
  const differ = facts.filter(({ same }) => !same)
  const same = facts.filter((fact) => fact.same)
  const both = [...new Set([...tags.keep, ...tags.with])]
  // Both stay where they stand when the page to keep changes.
  const order: readonly Side[] = swapped ? ['with', 'keep'] : sides
  return (
    <>
      {why.length > 0 && (
        <p className={classes.why}>
          {t('join.why', { what: listed(why.map(({ about, value }) => `${t(`fact.${about}`)} ${value}`)) })}
        </p>
      )}
      <div className={classes.rows}>
        <Choice label={t('join.page')} chosen={order[0] === 'keep' ? 0 : 1} onChoose={(at) => order[at] === 'with' && onSwap()}>
          {order.map((side) => (
            <Person key={side} party={preview[side]} />
          ))}
        </Choice>
        {differ.map((fact) => (
          <Choice
            key={fact.fact}
            label={words.label(fact.fact)}
            chosen={order.indexOf(chosen[fact.fact] ?? fact.takes)}
            onChoose={(at) => onChoose({ ...chosen, [fact.fact]: order[at] as Side })}
          >
            {order.map((side) => (
              <bdi key={side}>{words.value(fact, side)}</bdi>
            ))}
          </Choice>
        ))}
      </div>
      {same.length > 0 && (
        <p className={classes.same}>
          <Icon name="check" />
          <span>
            {t('join.same', { facts: listed(same.map((fact) => `${words.label(fact.fact)} ${words.value(fact, 'keep')}`)) })}
          </span>
        </p>
      )}
      {stopped.length > 0 && (
        <Banner tone="warn" icon="hand-stop">
          {t('join.stopped')}
        </Banner>
      )}
      {bothOpen && <Banner tone="read">{t('join.bothOpen')}</Banner>}
      <h3 className={classes.heading}>{t('join.onOne')}</h3>
      <div className={classes.comes}>
        <Tag icon="message-2">{t('join.chats', { count: chats.keep + chats.with })}</Tag>
        {running > 0 && <Tag icon="route">{t('join.running', { count: running })}</Tag>}
        {both.map((tag) => (
          <Tag key={tag} icon="tag">
            <bdi>{tag}</bdi>
          </Tag>
        ))}
      </div>
    </>
  )
}

interface ChoiceProps {
  label: string
  /** Which of the two. */
  chosen: number
  onChoose(index: number): void
  children: readonly ReactNode[]
}

function Choice({ label, chosen, onChoose, children }: ChoiceProps) {
  const name = useId()
  const option = (index: 0 | 1) => (
    <Radio
      name={name}
      checked={chosen === index}
      data-checked={chosen === index || undefined}
      onChange={() => onChoose(index)}
      label={children[index]}
      className={classes.option}
    />
  )
  return (
    <fieldset className={classes.row}>
      <legend dir="auto">{label}</legend>
      {option(0)}
      {option(1)}
    </fieldset>
  )
}

function Person({ party }: { party: Party }) {
  const { t } = useTranslation('contacts')
  const name = nameOf(party, t('someone'))
  return (
    <span className={classes.person}>
      <Avatar name={name} />
      <span>
        <strong>
          <bdi>{name}</bdi>
        </strong>
        <small>
          {[...party.channels.map((channel) => channel.name), t('join.since', { when: formatDay(party.firstSeenAt) })].join(
            ' · ',
          )}
        </small>
      </span>
    </span>
  )
}

/** What facts are called, and how their values read. */
function useFactWords(w: string) {
  const { t } = useTranslation('contacts')
  const fields = useQuery({ queryKey: keys.contactFields(w), queryFn: () => listContactFields(w) }).data?.items ?? []
  const stages = useQuery({ queryKey: keys.stages(w), queryFn: () => getStages(w) }).data?.stages ?? []
  const own = ['name', 'phone', 'email', 'language', 'timeZone', 'birthday', 'stage'] as const
  const label = (fact: string): string => {
    const ours = own.find((one) => one === fact)
    if (ours) return t(`fact.${ours}`)
    const name = fact.replace(/^fields\./, '')
    return fields.find((field) => field.name === name)?.label ?? name
  }
  const value = (fact: MergeFact, side: Side): string => {
    const said = fact[side]
    if (said === null) return t('join.nothing')
    if (typeof said === 'boolean') return t(`yesNo.${said}`)
    if (typeof said === 'number') return formatNumber(said)
    if (Array.isArray(said)) return listed(said)
    if (fact.fact === 'language') return ownLanguageName(said)
    if (fact.fact === 'stage') return stages.find(({ id }) => id === said)?.name ?? said
    return fact.fact === 'birthday' ? formatCalendarDay(said) : said
  }
  return { label, value }
}
