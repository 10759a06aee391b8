import { TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Costs } from '#schemas/api/costs.ts'
import { listPrices, readCosts } from '../../api/costs.ts'
import { listFlows } from '../../api/flows.ts'
import { keys } from '../../api/keys.ts'
import { useChannels } from '../../channels/use-channels.ts'
import { useMay, useWorkspace } from '../../shell/session.tsx'
import { Banner } from '../../ui/Banner.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { formatNumber } from '../../ui/format.ts'
import { Named } from '../../ui/Named.tsx'
import { Page } from '../../ui/Page.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { SkeletonRows } from '../../ui/Skeleton.tsx'
import { Table } from '../../ui/Table.tsx'
import { Section } from '../Section.tsx'
import { amountOf } from './amount-of.ts'
import { PricesForm } from './PricesForm.tsx'

/** What the messages of a month cost, and the prices by which that is known. */
export function CostsPage() {
  const { t } = useTranslation('settings')
  const { id: w } = useWorkspace()
  const [month, setMonth] = useState(() => new Date().toISOString().slice(0, 7))
  const costs = useQuery({ queryKey: keys.costs(w, month), queryFn: () => readCosts(w, month) })
  const prices = useQuery({ queryKey: keys.prices(w), queryFn: () => listPrices(w) })
  const mayChange = useMay()('changePrices')
  const newest = prices.data?.items.at(-1)
  return (
    <Page title={t('costs.title')} narrow>
      <PageHeader title={t('costs.title')} />
      <Section title={t('costs.month')} sentence={t('costs.sentence')}>
        <TextInput
          type="month"
          label={t('costs.pick')}
          value={month}
          onChange={(event) => event.currentTarget.value && setMonth(event.currentTarget.value)}
        />
        {costs.isPending && <SkeletonRows rows={3} />}
        {costs.isError && <ErrorState error={costs.error} onRetry={() => void costs.refetch()} />}
        {costs.data && <Month costs={costs.data} />}
      </Section>
      {prices.isError && <ErrorState error={prices.error} onRetry={() => void prices.refetch()} />}
      {prices.data && mayChange && <PricesForm key={newest?.number ?? 0} newest={newest} />}
    </Page>
  )
}

function Month({ costs: { items, free, currency, partial } }: { costs: Costs }) {
  const { t } = useTranslation('settings')
  const { id: w } = useWorkspace()
  const channels = useChannels()
  const flows = useQuery({ queryKey: keys.flows(w), queryFn: () => listFlows(w) })
  const flowOf = (flowId: string | undefined) => flows.data?.items.find(({ id }) => id === flowId)?.name
  const nameOf = (channelId: string) => channels.data?.items.find(({ id }) => id === channelId)?.name ?? t('costs.gone')
  if (items.length === 0) return <p>{t('costs.none')}</p>
  const known = items.flatMap(({ millionths }) => millionths ?? [])
  const head = (
    <>
      <th>{t('costs.what')}</th>
      <th data-end>{t('costs.messages')}</th>
      <th data-end>{t('costs.amount')}</th>
    </>
  )
  return (
    <>
      {partial && <Banner tone="warn">{t('costs.partial')}</Banner>}
      <p>
        {t('costs.sum', {
          amount: amountOf(
            known.reduce((sum, one) => sum + one, 0),
            currency,
          ),
        })}
        {known.length < items.length && ` ${t('costs.unknown')}`}
      </p>
      {free.map(({ channelId, category, perMonth, used }) => (
        <p key={`${channelId} ${category}`}>
          {t('costs.free', { channel: nameOf(channelId), category, left: formatNumber(Math.max(0, perMonth - used)) })}
        </p>
      ))}
      <Table label={t('costs.month')} head={head}>
        {items.map((item) => (
          <tr key={JSON.stringify(item)}>
            <td>
              <Named
                name={item.template ?? t('costs.other')}
                below={[flowOf(item.flowId), nameOf(item.channelId), item.category, item.country || t('costs.anywhere')]
                  .filter(Boolean)
                  .join(' · ')}
              />
            </td>
            <td data-end>{formatNumber(item.messages)}</td>
            <td data-end>{item.millionths === undefined ? t('costs.noPrice') : amountOf(item.millionths, currency)}</td>
          </tr>
        ))}
      </Table>
    </>
  )
}
