import { ActionIcon, Button, NumberInput, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PriceVersion } from '#schemas/api/costs.ts'
import type { Price } from '#schemas/price.ts'
import { savePrices } from '../../api/costs.ts'
import { keys } from '../../api/keys.ts'
import { problemAt } from '../../api/request.ts'
import { useWorkspace } from '../../shell/session.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { SaveBar } from '../../ui/SaveBar.tsx'
import { Section } from '../Section.tsx'
import classes from '../settings.module.css'

const start = (): Price[] =>
  ['marketing', 'utility', 'authentication', 'service'].map((category) => ({
    channelKind: 'whatsapp',
    category,
    country: '',
    millionths: 0,
  }))

/** The prices from a day on. Saving makes a table of its own: what was sent before keeps its price. */
export function PricesForm({ newest }: { newest: PriceVersion | undefined }) {
  const { t } = useTranslation('settings')
  const { id: w } = useWorkspace()
  const queries = useQueryClient()
  const [from, setFrom] = useState(() => new Date().toISOString().slice(0, 10))
  const [currency, setCurrency] = useState(newest?.currency ?? 'USD')
  const [prices, setPrices] = useState<Price[]>(newest?.prices ?? start)
  const [perMonth, setPerMonth] = useState(newest?.free[0]?.perMonth ?? 1000)
  const save = useMutation({
    mutationFn: () => {
      const free = [{ channelKind: 'whatsapp' as const, category: 'service', perMonth }]
      return savePrices(w, { from, currency: currency.toUpperCase(), prices, free })
    },
    onSuccess: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: keys.prices(w) }),
        queries.invalidateQueries({ queryKey: keys.allCosts(w) }),
      ]),
  })
  const put = (at: number, change: Partial<Price>) =>
    setPrices(prices.map((price, place) => (place === at ? { ...price, ...change } : price)))
  return (
    <Section title={t('prices.title')} sentence={t('prices.sentence')} onSubmit={() => save.mutate()}>
      <div className={classes.line}>
        <TextInput
          type="date"
          label={t('prices.from')}
          value={from}
          error={problemAt(save.error, 'from')}
          onChange={(event) => setFrom(event.currentTarget.value)}
        />
        <TextInput
          label={t('prices.currency')}
          maxLength={3}
          value={currency}
          error={problemAt(save.error, 'currency')}
          onChange={(event) => setCurrency(event.currentTarget.value)}
        />
        <NumberInput
          label={t('prices.free')}
          min={0}
          allowDecimal={false}
          value={perMonth}
          onChange={(value) => setPerMonth(Number(value))}
        />
      </div>
      {prices.map((price, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row is what stands at its place
        <div key={at} className={classes.templateButton}>
          <TextInput
            label={t('prices.category')}
            value={price.category}
            error={problemAt(save.error, `prices/${at}/category`)}
            onChange={(event) => put(at, { category: event.currentTarget.value })}
          />
          <TextInput
            label={t('prices.country')}
            maxLength={2}
            placeholder={t('prices.everywhere')}
            value={price.country}
            error={problemAt(save.error, `prices/${at}/country`)}
            onChange={(event) => put(at, { country: event.currentTarget.value.toUpperCase() })}
          />
          <NumberInput
            label={t('prices.each')}
            min={0}
            max={1000}
            decimalScale={6}
            value={price.millionths / 1_000_000}
            onChange={(value) => put(at, { millionths: Math.round(Number(value) * 1_000_000) })}
          />
          <ActionIcon
            aria-label={t('prices.remove', { number: at + 1 })}
            onClick={() => setPrices(prices.filter((_, place) => place !== at))}
          >
            <Icon name="trash" />
          </ActionIcon>
        </div>
      ))}
      <div>
        <Button
          leftSection={<Icon name="plus" />}
          onClick={() => setPrices([...prices, { channelKind: 'whatsapp', category: 'marketing', country: '', millionths: 0 }])}
        >
          {t('prices.add')}
        </Button>
      </div>
      <SaveBar of={save} />
    </Section>
  )
}
