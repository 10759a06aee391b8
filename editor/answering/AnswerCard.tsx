import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { FlowOrder } from '#schemas/api/flow-order.ts'
import { putFlowOrder } from '../api/flow-order.ts'
import { keys } from '../api/keys.ts'
import { sentenceOf } from '../api/request.ts'
import { useMay, useWorkspace } from '../shell/session.tsx'
import { toast } from '../ui/toast.tsx'
import { AnswerOrder } from './AnswerOrder.tsx'
import classes from './answering.module.css'

/** On the flows' page: which of several live flows answers, and the way to change it. */
export function AnswerCard({ order }: { order: FlowOrder }) {
  const { t } = useTranslation('answering')
  const { id } = useWorkspace()
  const may = useMay()
  const queries = useQueryClient()
  const queryKey = keys.flowOrder(id)
  const move = useMutation({
    // One after the other, each on top of the revision that the one before gave.
    scope: { id: `flow-order-${id}` },
    mutationFn: (flowIds: string[]) =>
      putFlowOrder(id, queries.getQueryData<FlowOrder>(queryKey)?.revision ?? order.revision, flowIds),
    onMutate: (flowIds) => {
      const flows = flowIds.flatMap((one) => order.flows.find((flow) => flow.id === one) ?? [])
      queries.setQueryData<FlowOrder>(queryKey, (now) => ({ ...(now ?? order), flows }))
    },
    onSuccess: (saved) => queries.setQueryData(queryKey, saved),
    onError: async (error) => {
      toast({ icon: 'alert-circle', text: sentenceOf(error) })
      await queries.invalidateQueries({ queryKey })
    },
  })
  return (
    <section className={classes.card} aria-labelledby="who-answers">
      <h2 id="who-answers" className={classes.title}>
        {t('title')} <small>{t('firstThatFits')}</small>
      </h2>
      <div>
        <AnswerOrder order={order} onMove={may('changeFlows') ? (flowIds) => move.mutate(flowIds) : undefined} />
      </div>
    </section>
  )
}
