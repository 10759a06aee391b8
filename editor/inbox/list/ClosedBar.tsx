import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { undoClose } from '../../api/conversations.ts'
import { keys } from '../../api/keys.ts'
import { sentenceOf } from '../../api/request.ts'
import { useLive } from '../../shell/LiveProvider.tsx'
import { inboxPath } from '../../shell/places.ts'
import { useWorkspace } from '../../shell/session.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Isolated, isolated } from '../../ui/Isolated.tsx'
import { keepTurn } from '../thread/use-turns.ts'
import classes from './bulk.module.css'
import { forgetClosed, type LastClosed, useLastClosed } from './last-closed.ts'

/** That a chat was closed, and for a while the way back. */
export function ClosedBar() {
  const closed = useLastClosed(useWorkspace().id)
  return closed ? <Bar key={`${closed.conversationId} ${closed.turn}`} closed={closed} /> : null
}

function Bar({ closed }: { closed: LastClosed }) {
  const { t } = useTranslation('inbox')
  const { id: w } = useWorkspace()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const { conversationId, turn, name, view } = closed
  const undo = useMutation({
    mutationFn: () => undoClose(w, conversationId, turn),
    onSuccess: (acted) => {
      keepTurn(w, conversationId, acted.turn)
      forgetClosed(closed)
      void queries.invalidateQueries({ queryKey: keys.conversation(w, conversationId) })
      void navigate(inboxPath(w, view, conversationId))
    },
  })
  // Whatever happens in it since, there is no way back.
  useLive('conversation', ({ conversation }) => {
    if (conversation.id === conversationId && conversation.turn > turn) forgetClosed(closed)
  })
  useLive('gone', (one) => {
    if (one.conversationId === conversationId) forgetClosed(closed)
  })
  return (
    <div className={classes.closing}>
      <span role="status">
        {undo.error ? sentenceOf(undo.error) : <Isolated text={t('closing.one', { name: isolated(name ?? t('someone')) })} />}
      </span>
      {!undo.error && (
        <button type="button" className={classes.undo} disabled={undo.isPending} onClick={() => undo.mutate()}>
          {t('closing.undo')}
        </button>
      )}
      <button type="button" className={classes.dismiss} aria-label={t('closing.dismiss')} onClick={() => forgetClosed(closed)}>
        <Icon name="x" size={14} />
      </button>
    </div>
  )
}
