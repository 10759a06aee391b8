import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { LimitHit } from '#schemas/api/limits.ts'
import { freeNetwork, listLimitHits } from '../../api/channels.ts'
import { keys } from '../../api/keys.ts'
import { useMay, useWorkspace } from '../../shell/session.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { formatNumber, formatWhen } from '../../ui/format.ts'
import { Table } from '../../ui/Table.tsx'
import { Section } from '../Section.tsx'
import classes from '../settings.module.css'

/** Whom the limits of a web chat hit, and the way to lift them. Nothing while they hit nobody. */
export function Limited({ channelId }: { channelId: string }) {
  const { t } = useTranslation('settings')
  const { id } = useWorkspace()
  const may = useMay()
  const hits = useQuery({
    queryKey: keys.limits(id, channelId),
    queryFn: () => listLimitHits(id, channelId),
    enabled: may('changeChannels'),
    refetchInterval: 30_000,
  })
  const items = hits.data?.items ?? []
  if (hits.isError) return <ErrorState error={hits.error} onRetry={() => void hits.refetch()} />
  if (items.length === 0) return null
  const head = (
    <>
      <th>{t('limits.network')}</th>
      <th data-end>{t('limits.newVisitors')}</th>
      <th data-end>{t('limits.waiting')}</th>
      <th data-wide>{t('limits.since')}</th>
      <th>
        <span className="al-hidden">{t('actions')}</span>
      </th>
    </>
  )
  return (
    <Section title={t('limits.title')} sentence={t('limits.sentence')}>
      <Table label={t('limits.title')} head={head} lines="one">
        {items.map((hit) => (
          <Row key={hit.id} hit={hit} channelId={channelId} />
        ))}
      </Table>
    </Section>
  )
}

function Row({ hit, channelId }: { hit: LimitHit; channelId: string }) {
  const { t } = useTranslation('settings')
  const { id } = useWorkspace()
  const queries = useQueryClient()
  const free = useMutation({
    mutationFn: () => freeNetwork(id, channelId, hit.id, !hit.freed),
    onSuccess: () => queries.invalidateQueries({ queryKey: keys.limits(id, channelId) }),
  })
  const network = hit.network === '*' ? t('limits.everyNetwork') : hit.network
  return (
    <tr>
      <td>{hit.network === '*' ? network : <bdi dir="ltr">{network}</bdi>}</td>
      <td data-end>{formatNumber(hit.newVisitors)}</td>
      <td data-end>{formatNumber(hit.waiting)}</td>
      <td className={classes.quiet} data-wide>
        {formatWhen(hit.since)}
      </td>
      <td data-end>
        <Button
          size="xs"
          loading={free.isPending}
          onClick={() => free.mutate()}
          aria-label={t(hit.freed ? 'limits.limitNamed' : 'limits.freeNamed', { network })}
        >
          {t(hit.freed ? 'limits.limit' : 'limits.free')}
        </Button>
      </td>
    </tr>
  )
}
