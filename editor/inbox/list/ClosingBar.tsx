import { useSessionStorage } from '@mantine/hooks'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { ClosingView } from '#schemas/api/closings.ts'
import { listClosings, undoClosing } from '../../api/conversations.ts'
import { keys } from '../../api/keys.ts'
import { sentenceOf } from '../../api/request.ts'
import { useMay, useWorkspace } from '../../shell/session.tsx'
import { formatNumber } from '../../ui/format.ts'
import { Icon } from '../../ui/Icon.tsx'
import { useNow } from '../../ui/use-now.ts'
import classes from './bulk.module.css'

const dismissedName = 'alur-closing-dismissed'
const saidForMs = 30_000

const isUnderWay = ({ state }: ClosingView): boolean => state === 'closing' || state === 'opening'

/** How far the newest closing of many chats is, as the live line tells; for a while, the way back. */
export function ClosingBar() {
  const { t } = useTranslation('inbox')
  const { id: w } = useWorkspace()
  const queries = useQueryClient()
  const now = useNow()
  // What was said once is not said again after a reload.
  const [dismissed, dismiss] = useSessionStorage({
    key: dismissedName,
    defaultValue: '',
    getInitialValueInEffect: false,
  })
  const queryKey = keys.closings(w)
  const newest = useQuery({
    queryKey,
    queryFn: () => listClosings(w),
    enabled: useMay()('answerPeople'),
  }).data?.items[0]
  const undo = useMutation({
    mutationFn: (id: string) => undoClosing(w, id),
    onSuccess: () => queries.invalidateQueries({ queryKey }),
  })
  const shownNow = newest && `${newest.id} ${newest.state}`
  const isTakenBack = newest?.state === 'opened'
  useEffect(() => {
    if (!isTakenBack || !shownNow) return
    const timer = setTimeout(() => dismiss(shownNow), saidForMs)
    return () => clearTimeout(timer)
  }, [isTakenBack, shownNow, dismiss])
  if (!newest || newest.of === 0) return null
  const busy = isUnderWay(newest)
  if (!busy && (dismissed === shownNow || Date.parse(newest.undoUntil) < now)) return null
  const { state, of, done, closed, left, opened } = newest
  const shown = { done: formatNumber(state === 'opening' ? opened : done), of: formatNumber(state === 'opening' ? closed : of) }
  const text = {
    closing: () => t('closing.closing', shown),
    closed: () => t('closing.closed', { count: closed, shown: formatNumber(closed) }),
    opening: () => t('closing.opening', shown),
    opened: () => t('closing.opened', { count: opened, shown: formatNumber(opened) }),
  }[state]()
  return (
    <div className={classes.closing}>
      <span role="status">
        {undo.error ? sentenceOf(undo.error) : text}{' '}
        {left > 0 && !busy && state === 'closed' && t('closing.left', { count: left, shown: formatNumber(left) })}
      </span>
      {busy && <progress value={state === 'opening' ? opened : done} max={state === 'opening' ? closed : of} aria-label={text} />}
      {(state === 'closing' || (state === 'closed' && closed > 0)) && (
        <button type="button" className={classes.undo} disabled={undo.isPending} onClick={() => undo.mutate(newest.id)}>
          {t('closing.undo')}
        </button>
      )}
      {!busy && (
        <button
          type="button"
          className={classes.dismiss}
          aria-label={t('closing.dismiss')}
          onClick={() => dismiss(`${newest.id} ${state}`)}
        >
          <Icon name="x" size={14} />
        </button>
      )}
    </div>
  )
}
