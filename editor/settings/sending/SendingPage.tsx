import { MultiSelect, NumberInput, Switch, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { dequal } from 'dequal'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SendingRulesView } from '#schemas/api/broadcasts.ts'
import { weekdays } from '#schemas/calendar.ts'
import { changeSendingRules, getSendingRules } from '../../api/broadcasts.ts'
import { keys } from '../../api/keys.ts'
import { useWorkspace } from '../../shell/session.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { weekdayName } from '../../ui/format.ts'
import { Page } from '../../ui/Page.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { SaveBar } from '../../ui/SaveBar.tsx'
import { SkeletonRows } from '../../ui/Skeleton.tsx'
import { Unsaved } from '../../ui/Unsaved.tsx'
import { Section } from '../Section.tsx'

/** When and how often people are written to unasked. */
export function SendingPage() {
  const { t } = useTranslation('broadcasts')
  const { id } = useWorkspace()
  const rules = useQuery({ queryKey: keys.sendingRules(id), queryFn: () => getSendingRules(id) })
  return (
    <Page title={t('rules.title')} narrow>
      <PageHeader title={t('rules.title')} />
      {rules.isPending && <SkeletonRows rows={3} />}
      {rules.isError && <ErrorState error={rules.error} onRetry={() => void rules.refetch()} />}
      {rules.data && <Rules key={rules.data.revision} kept={rules.data} />}
    </Page>
  )
}

function Rules({ kept }: { kept: SendingRulesView }) {
  const { t } = useTranslation('broadcasts')
  const { id } = useWorkspace()
  const queries = useQueryClient()
  const [rules, setRules] = useState(kept)
  const save = useMutation({
    mutationFn: () => changeSendingRules(id, rules),
    onSuccess: (saved) => queries.setQueryData(keys.sendingRules(id), saved),
  })
  const { quiet, weekend, cap, dailyReach } = rules
  const without = (name: keyof SendingRulesView): SendingRulesView => {
    const { [name]: _, ...rest } = rules
    return rest as SendingRulesView
  }
  return (
    <Section title={t('rules.quiet')} sentence={t('rules.sentence')} onSubmit={() => save.mutate()}>
      <Unsaved when={!save.isPending && !dequal(rules, kept)} />
      <Switch
        label={t('rules.quietOn')}
        checked={quiet !== undefined}
        onChange={({ currentTarget }) =>
          setRules(currentTarget.checked ? { ...rules, quiet: { from: '21:00', to: '09:00' } } : without('quiet'))
        }
      />
      {quiet && (
        <>
          <TextInput
            type="time"
            label={t('rules.from')}
            value={quiet.from}
            onChange={({ currentTarget: { value } }) => value && setRules({ ...rules, quiet: { ...quiet, from: value } })}
          />
          <TextInput
            type="time"
            label={t('rules.to')}
            value={quiet.to}
            onChange={({ currentTarget: { value } }) => value && setRules({ ...rules, quiet: { ...quiet, to: value } })}
          />
        </>
      )}
      <Switch
        label={t('rules.weekendOn')}
        checked={weekend !== undefined}
        onChange={({ currentTarget }) =>
          setRules(currentTarget.checked ? { ...rules, weekend: { days: ['sat', 'sun'] } } : without('weekend'))
        }
      />
      {weekend && (
        <>
          <MultiSelect
            label={t('rules.days')}
            data={weekdays.map((value, at) => ({ value, label: weekdayName(at, 'long') }))}
            value={weekend.days}
            onChange={(days) => setRules({ ...rules, weekend: { ...weekend, days } })}
          />
          <TextInput
            type="time"
            label={t('rules.until')}
            description={t('rules.untilHelp')}
            value={weekend.until ?? ''}
            onChange={({ currentTarget: { value } }) =>
              setRules({ ...rules, weekend: { days: weekend.days, ...(value ? { until: value } : {}) } })
            }
          />
        </>
      )}
      <Switch
        label={t('rules.capOn')}
        checked={cap !== undefined}
        onChange={({ currentTarget }) =>
          setRules(currentTarget.checked ? { ...rules, cap: { most: 2, days: 7 } } : without('cap'))
        }
      />
      {cap && (
        <>
          <NumberInput
            label={t('rules.most')}
            value={cap.most}
            min={0}
            max={100}
            allowDecimal={false}
            onChange={(most) => setRules({ ...rules, cap: { ...cap, most: Number(most) || 0 } })}
          />
          <NumberInput
            label={t('rules.inDays')}
            value={cap.days}
            min={1}
            max={365}
            allowDecimal={false}
            onChange={(days) => setRules({ ...rules, cap: { ...cap, days: Math.max(1, Number(days) || 1) } })}
          />
        </>
      )}
      <Switch
        label={t('rules.reachOn')}
        checked={dailyReach !== undefined}
        onChange={({ currentTarget }) => setRules(currentTarget.checked ? { ...rules, dailyReach: 250 } : without('dailyReach'))}
      />
      {dailyReach !== undefined && (
        <NumberInput
          label={t('rules.dailyReach')}
          value={dailyReach}
          min={1}
          allowDecimal={false}
          onChange={(people) => setRules({ ...rules, dailyReach: Math.max(1, Number(people) || 1) })}
        />
      )}
      <SaveBar of={save} primary />
    </Section>
  )
}
