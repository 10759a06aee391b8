import { ActionIcon, Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import type { ConsentView, ContactConsents } from '#schemas/api/consents.ts'
import type { ContactDetail } from '#schemas/api/contacts.ts'
import { everything } from '#schemas/consent.ts'
import { type ChannelKind, channelNames } from '#schemas/message.ts'
import { addConsent, addOptOut, getConsents, getPrivacy } from '../api/contacts.ts'
import { keys } from '../api/keys.ts'
import { sentenceOf } from '../api/request.ts'
import { useMay, useWorkspace } from '../shell/session.tsx'
import { Banner } from '../ui/Banner.tsx'
import { confirm } from '../ui/confirm.tsx'
import { firstName } from '../ui/first-name.ts'
import { formatDay } from '../ui/format.ts'
import { Icon, type IconName } from '../ui/Icon.tsx'
import { SkeletonRows } from '../ui/Skeleton.tsx'
import { openConsentLog } from './ConsentLog.tsx'
import classes from './contact.module.css'
import { Part } from './Part.tsx'
import { openRecordConsent } from './RecordConsent.tsx'

type Answer = ContactConsents['answers'][number]

/** What they may be written to for, purpose by purpose, on the channels that reach them, and how that is known. */
export function Consents({ contact }: { contact: ContactDetail }) {
  const { t } = useTranslation('contacts')
  const { id: w } = useWorkspace()
  const may = useMay()
  const queries = useQueryClient()
  const queryKey = keys.consents(w, contact.id)
  const consents = useQuery({ queryKey, queryFn: () => getConsents(w, contact.id) })
  const purposes = useQuery({ queryKey: keys.privacy(w), queryFn: () => getPrivacy(w) }).data?.purposes ?? []
  const refuse = useMutation({
    mutationFn: ({ purpose, channel }: Answer) => addConsent(w, contact.id, { purpose, channel, state: 'refused' }),
    onSuccess: (answer) => queries.setQueryData<ContactConsents>(queryKey, answer),
  })
  const again = () => queries.invalidateQueries({ queryKey: keys.contact(w, contact.id) })
  const title = contact.name ? t('consents.title', { name: firstName(contact.name) }) : t('consents.anyone')
  const { items = [], answers = [] } = consents.data ?? {}
  const said = new Set(items.map(({ channel }) => channel))
  const reach = reachOf(contact)
  // Where nothing reaches them and nothing was said there is nothing to say; what was said of all channels is said of each.
  const shown = answers.filter(({ channel }) => said.has(undefined) || reach.includes(channel) || said.has(channel))
  const mayChange = may('changeContacts')
  const askToStop = () =>
    confirm({
      title: t('consents.stop.title', { name: contact.name ?? t('someone') }),
      children: t('consents.stop.sentence'),
      action: t('consents.stop.do'),
      danger: true,
      onConfirm: async () => {
        await addOptOut(w, contact.id, 'refused')
        await again()
      },
    })
  return (
    <Part
      title={title}
      action={
        items.length > 0 && (
          <ActionIcon
            size="sm"
            aria-label={t('consents.log')}
            onClick={() => openConsentLog({ items, purposes, name: contact.name ?? t('someone') })}
          >
            <Icon name="history" size={14} />
          </ActionIcon>
        )
      }
    >
      {consents.isPending && <SkeletonRows rows={2} height={40} />}
      {consents.isError && !consents.data && <Banner tone="danger">{sentenceOf(consents.error)}</Banner>}
      {consents.data && shown.length === 0 && <p className={classes.quiet}>{t('consents.nowhere')}</p>}
      {purposes.map(({ id, name }) => {
        const rows = shown.filter(({ purpose }) => purpose === id)
        if (rows.length === 0) return null
        return (
          <div key={id} className={classes.purpose}>
            <h3 dir="auto">{name}</h3>
            <ul className={classes.list}>
              {rows.map((answer) => (
                <li key={answer.channel}>
                  <Mark answer={answer} />
                  <span>
                    <span>{channelNames[answer.channel]}</span>
                    <How answer={answer} newest={newestFor(items, answer)} />
                  </span>
                  {mayChange && answer.may && (
                    <Button
                      size="compact-xs"
                      variant="subtle"
                      aria-label={t('consents.refuse', { purpose: name, channel: channelNames[answer.channel] })}
                      disabled={refuse.isPending}
                      onClick={() => refuse.mutate(answer)}
                    >
                      {t('consents.end')}
                    </Button>
                  )}
                </li>
              ))}
            </ul>
          </div>
        )
      })}
      {refuse.error && <Banner tone="danger">{sentenceOf(refuse.error)}</Banner>}
      {mayChange && consents.data && (
        <div className={classes.stop}>
          <Button
            size="xs"
            leftSection={<Icon name="pencil" size={14} />}
            onClick={() => openRecordConsent({ workspaceId: w, contactId: contact.id, purposes, channels: reach })}
          >
            {t('consents.record.open')}
          </Button>
          {!contact.optedOut && (
            <Button size="xs" leftSection={<Icon name="hand-stop" size={14} />} onClick={askToStop}>
              {t('consents.stop.open')}
            </Button>
          )}
        </div>
      )}
    </Part>
  )
}

/** Where they write, and where their number and address would reach them. */
const reachOf = ({ channels, phone, email }: ContactDetail): ChannelKind[] => [
  ...new Set<ChannelKind>([...channels, ...(phone ? ['whatsapp' as const] : []), ...(email ? ['email' as const] : [])]),
]

/** The record that decided it, as far as one of this purpose and channel is there. */
const newestFor = (items: readonly ConsentView[], { purpose, channel, why }: Answer): ConsentView | undefined =>
  items.find(
    (one) =>
      (why === 'stopped' || why === 'vendor-stopped' ? one.purpose === everything : one.purpose === purpose) &&
      (one.channel === undefined || one.channel === channel),
  )

const marks: Record<'yes' | 'no' | 'open', IconName> = { yes: 'circle-check', no: 'circle-x', open: 'circle-dashed' }

function Mark({ answer }: { answer: Answer }) {
  const { t } = useTranslation('contacts')
  const state = answer.may ? 'yes' : answer.why === 'not-asked' ? 'open' : 'no'
  return (
    <span className={classes.mark} data-state={state}>
      <Icon name={marks[state]} />
      <span className="al-hidden">{t(`consents.state.${state}`)}</span>
    </span>
  )
}

function How({ answer, newest }: { answer: Answer; newest: ConsentView | undefined }) {
  const { t } = useTranslation('contacts')
  const why = answer.may ? (newest ? 'given' : 'service') : (answer.why ?? 'refused')
  return (
    <small>
      {[
        t(`consents.why.${why}`),
        ...(newest ? [formatDay(newest.at)] : []),
        ...(newest?.proof ? [newest.proof] : []),
        ...(newest?.words ? [t('consents.words', { words: newest.words })] : []),
      ].map((part, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: parts of one sentence
        <Fragment key={i}>
          {i > 0 && ' · '}
          <bdi>{part}</bdi>
        </Fragment>
      ))}
    </small>
  )
}
