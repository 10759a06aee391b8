import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { closeMany } from '../../api/conversations.ts'
import { keys } from '../../api/keys.ts'
import { sentenceOf } from '../../api/request.ts'
import { useWorkspace } from '../../shell/session.tsx'
import { formatNumber } from '../../ui/format.ts'
import { askToClose } from '../thread/CloseDialog.tsx'
import classes from './bulk.module.css'
import type { Selection } from './selection.ts'
import { useInboxCounts } from './use-rows.ts'

/** What is done with the chosen chats, at the list's foot. */
export function BulkBar({ view, selection }: { view: 'waiting' | 'mine'; selection: Selection }) {
  const { t } = useTranslation('inbox')
  const { id: w } = useWorkspace()
  const queries = useQueryClient()
  const all = useInboxCounts()?.[view] ?? 0
  const count = selection.all ? all : selection.ids.size
  const close = useMutation({
    mutationFn: (reason: string) => closeMany(w, selection.all ? { view } : { conversationIds: [...selection.ids] }, reason),
    onSuccess: () => {
      selection.stop()
      return queries.invalidateQueries({ queryKey: keys.closings(w) })
    },
  })
  return (
    <div className={classes.bulk} role="toolbar" aria-label={t('bulk.label')}>
      <span role={close.error ? 'alert' : 'status'}>
        {close.error ? sentenceOf(close.error) : t('bulk.selected', { count, shown: formatNumber(count) })}
      </span>
      <button type="button" onClick={selection.chooseAll} disabled={selection.all || all === 0}>
        {t('bulk.all', { shown: formatNumber(all) })}
      </button>
      <span className={classes.acts}>
        <button type="button" onClick={selection.stop}>
          {t('bulk.cancel')}
        </button>
        <button
          type="button"
          disabled={count === 0 || close.isPending}
          onClick={() =>
            askToClose({
              title: t('closeWhy.many', { count, shown: formatNumber(count) }),
              onClose: (reason) => close.mutateAsync(reason),
            })
          }
        >
          {t('bulk.closeWhy')}
        </button>
        <button type="button" className={classes.main} disabled={count === 0 || close.isPending} onClick={() => close.mutate('')}>
          {t('action.close')}
        </button>
      </span>
    </div>
  )
}
