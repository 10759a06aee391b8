import { MultiSelect, NumberInput, Select, Switch, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { When, Whom } from '#schemas/broadcast.ts'
import { getPrivacy } from '../api/broadcasts.ts'
import { listChannels } from '../api/channels.ts'
import { keys } from '../api/keys.ts'
import { listSegments } from '../api/segments.ts'
import { useWorkspace } from '../shell/session.tsx'
import { Segmented } from '../ui/Segmented.tsx'
import { Card, type PlanProps } from './Card.tsx'
import { WhatCard } from './WhatCard.tsx'

/** Whom, when, what, and what it is compared with. */
export function PlanCards({ plan, onChange }: PlanProps) {
  return (
    <>
      <WhomCard plan={plan} onChange={onChange} />
      <WhenCard plan={plan} onChange={onChange} />
      <WhatCard plan={plan} onChange={onChange} />
      <CompareCard plan={plan} onChange={onChange} />
    </>
  )
}

function WhomCard({ plan, onChange }: PlanProps) {
  const { t } = useTranslation('broadcasts')
  const { id } = useWorkspace()
  const segments = useQuery({ queryKey: keys.segments(id), queryFn: () => listSegments(id) })
  const privacy = useQuery({ queryKey: keys.privacy(id), queryFn: () => getPrivacy(id) })
  const { whom } = plan
  const known = segments.data?.items ?? []
  const fresh: Record<Whom['kind'], Whom> = {
    everybody: { kind: 'everybody' },
    tag: { kind: 'tag', tag: whom.kind === 'tag' ? whom.tag : t('whom.newTag') },
    segment: { kind: 'segment', segmentId: whom.kind === 'segment' ? whom.segmentId : (known[0]?.id ?? 'none') },
  }
  return (
    <Card title={t('card.whom')}>
      <Segmented
        label={t('card.whom')}
        value={whom.kind}
        options={(['segment', 'tag', 'everybody'] as const).map((value) => ({ value, label: t(`whom.${value}`) }))}
        onChange={(kind) => onChange({ ...plan, whom: fresh[kind] })}
      />
      {whom.kind === 'segment' && (
        <Select
          label={t('whom.segment')}
          description={known.length === 0 ? t('whom.noSegments') : undefined}
          data={known.map((segment) => ({ value: segment.id, label: segment.name }))}
          value={known.some((segment) => segment.id === whom.segmentId) ? whom.segmentId : null}
          onChange={(segmentId) => segmentId && onChange({ ...plan, whom: { kind: 'segment', segmentId } })}
        />
      )}
      {whom.kind === 'tag' && (
        <TextInput
          label={t('whom.tag')}
          value={whom.tag}
          maxLength={100}
          dir="auto"
          onChange={({ currentTarget }) => onChange({ ...plan, whom: { kind: 'tag', tag: currentTarget.value } })}
        />
      )}
      <Select
        label={t('purpose')}
        description={t('purposeHelp')}
        data={(privacy.data?.purposes ?? []).map(({ id: value, name: label }) => ({ value, label }))}
        value={plan.purpose}
        allowDeselect={false}
        onChange={(purpose) => purpose && onChange({ ...plan, purpose })}
      />
    </Card>
  )
}

function WhenCard({ plan, onChange }: PlanProps) {
  const { t } = useTranslation('broadcasts')
  const { id } = useWorkspace()
  const channels = useQuery({ queryKey: keys.channels(id), queryFn: () => listChannels(id) })
  const { when } = plan
  const time = when.kind === 'now' ? '10:00' : when.time
  const zone = when.kind === 'now' ? ('person' as const) : when.zone
  const today = new Date().toISOString().slice(0, 10)
  const fresh: Record<When['kind'], When> = {
    now: { kind: 'now' },
    at: { kind: 'at', day: when.kind === 'at' ? when.day : today, time, zone },
    entering: when.kind === 'entering' ? when : { kind: 'entering', time, zone, everyDays: 30, sinceDays: 0 },
  }
  const set = (change: object) => onChange({ ...plan, when: { ...when, ...change } as When })
  return (
    <Card title={t('card.when')}>
      <Segmented
        label={t('card.when')}
        value={when.kind}
        options={(['now', 'at', 'entering'] as const).map((value) => ({ value, label: t(`when.${value}`) }))}
        onChange={(kind) => onChange({ ...plan, when: fresh[kind] })}
      />
      {when.kind === 'at' && (
        <TextInput
          type="date"
          label={t('when.day')}
          value={when.day}
          onChange={({ currentTarget }) => currentTarget.value && set({ day: currentTarget.value })}
        />
      )}
      {when.kind !== 'now' && (
        <>
          <TextInput
            type="time"
            label={t('when.time')}
            value={when.time}
            onChange={({ currentTarget }) => currentTarget.value && set({ time: currentTarget.value })}
          />
          <Segmented
            label={t('when.zone')}
            value={when.zone}
            options={(['person', 'shop'] as const).map((value) => ({ value, label: t(`when.clock.${value}`) }))}
            onChange={(value) => set({ zone: value })}
          />
        </>
      )}
      {when.kind === 'entering' && (
        <>
          <NumberInput
            label={t('when.everyDays')}
            value={when.everyDays}
            min={1}
            max={3650}
            allowDecimal={false}
            onChange={(days) => set({ everyDays: Math.max(1, Number(days) || 1) })}
          />
          <NumberInput
            label={t('when.sinceDays')}
            description={t('when.sinceHelp')}
            value={when.sinceDays}
            min={0}
            max={3650}
            allowDecimal={false}
            onChange={(days) => set({ sinceDays: Number(days) || 0 })}
          />
        </>
      )}
      <MultiSelect
        label={t('channels')}
        description={t('channelsHelp')}
        data={(channels.data?.items ?? []).map(({ id: value, name: label }) => ({ value, label }))}
        value={plan.channels}
        onChange={(chosen) => onChange({ ...plan, channels: chosen })}
      />
    </Card>
  )
}

function CompareCard({ plan, onChange }: PlanProps) {
  const { t } = useTranslation('broadcasts')
  const { compare, success, ...rest } = plan
  return (
    <Card title={t('card.compare')}>
      <Switch
        label={t('compare.on')}
        checked={compare !== undefined}
        onChange={({ currentTarget }) =>
          onChange({ ...rest, success, ...(currentTarget.checked ? { compare: { holdOut: 10 } } : {}) })
        }
      />
      {compare && (
        <NumberInput
          label={t('compare.holdOut')}
          value={compare.holdOut}
          min={1}
          max={50}
          suffix=" %"
          allowDecimal={false}
          onChange={(share) => onChange({ ...plan, compare: { holdOut: Math.min(50, Math.max(1, Number(share) || 1)) } })}
        />
      )}
      <NumberInput
        label={t('success.days')}
        value={success.days}
        min={1}
        max={60}
        allowDecimal={false}
        onChange={(days) => onChange({ ...plan, success: { ...success, days: Math.min(60, Math.max(1, Number(days) || 1)) } })}
      />
    </Card>
  )
}
