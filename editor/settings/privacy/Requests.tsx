import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { RequestView } from '#schemas/api/rights.ts'
import { keys } from '../../api/keys.ts'
import { changePrivacyRequest, listPrivacyRequests } from '../../api/privacy.ts'
import { sentenceOf } from '../../api/request.ts'
import { useMay, useWorkspace } from '../../shell/session.tsx'
import { Banner } from '../../ui/Banner.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { formatWhen } from '../../ui/format.ts'
import { Named } from '../../ui/Named.tsx'
import { SkeletonRows } from '../../ui/Skeleton.tsx'
import { Table } from '../../ui/Table.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { useNow } from '../../ui/use-now.ts'

/** What people asked for about what is known of them, and by when it is due. */
export function Requests() {
  const { t } = useTranslation('settings')
  const { id } = useWorkspace()
  const mayChange = useMay()('changePrivacy')
  const queries = useQueryClient()
  const now = new Date(useNow()).toISOString()
  const queryKey = keys.privacyRequests(id)
  const requests = useQuery({ queryKey, queryFn: () => listPrivacyRequests(id) })
  const change = useMutation({
    mutationFn: (request: RequestView) =>
      changePrivacyRequest(id, request.id, request.answeredAt ? { done: true } : { answered: true }),
    onSettled: () => queries.invalidateQueries({ queryKey }),
  })
  const items = requests.data?.items ?? []
  const head = (
    <>
      <th>{t('privacy.requests.what')}</th>
      <th>{t('privacy.requests.due')}</th>
      <th>
        <span className="al-hidden">{t('actions')}</span>
      </th>
    </>
  )
  return (
    <>
      <h2>{t('privacy.requests.title')}</h2>
      {change.error && <Banner tone="danger">{sentenceOf(change.error)}</Banner>}
      {requests.isPending && <SkeletonRows rows={2} />}
      {requests.isError && <ErrorState error={requests.error} onRetry={() => void requests.refetch()} />}
      {requests.data && items.length === 0 && (
        <EmptyState icon="list-check" title={t('privacy.requests.empty.title')}>
          {t('privacy.requests.empty.sentence')}
        </EmptyState>
      )}
      {items.length > 0 && (
        <Table label={t('privacy.requests.title')} head={head}>
          {items.map((request) => {
            const { kind, by, at, answerBy, doneBy, answeredAt, doneAt, note } = request
            const due = answeredAt ? doneBy : answerBy
            const late = !doneAt && due < now
            return (
              <tr key={request.id}>
                <td>
                  <Named
                    name={t(`privacy.requests.kind.${kind}`)}
                    below={t('privacy.requests.noted', { name: by.name, when: formatWhen(at) })}
                  >
                    {note && <small dir="auto">{note}</small>}
                  </Named>
                </td>
                <td>
                  <Tag {...(doneAt ? { tone: 'ok', icon: 'check' } : late ? { tone: 'danger', icon: 'alert-triangle' } : {})}>
                    {doneAt
                      ? t('privacy.requests.done', { when: formatWhen(doneAt) })
                      : t(answeredAt ? 'privacy.requests.doneBy' : 'privacy.requests.answerBy', { when: formatWhen(due) })}
                  </Tag>
                </td>
                <td data-end>
                  {mayChange && !doneAt && (
                    <Button size="xs" variant="subtle" onClick={() => change.mutate(request)}>
                      {t(answeredAt ? 'privacy.requests.markDone' : 'privacy.requests.markAnswered')}
                    </Button>
                  )}
                </td>
              </tr>
            )
          })}
        </Table>
      )}
    </>
  )
}
