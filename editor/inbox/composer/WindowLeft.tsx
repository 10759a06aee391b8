import { useTranslation } from 'react-i18next'
import type { ConversationDetail } from '#schemas/api/inbox.ts'
import { Icon } from '../../ui/Icon.tsx'
import { useNow } from '../../ui/use-now.ts'
import { spanOf } from '../times.ts'
import classes from './composer.module.css'

export interface ReplyWindow {
  /** always: this channel has no window · ending: two hours or less */
  state: 'always' | 'open' | 'ending' | 'closed'
  leftMs: number
}

const endingMs = 2 * 3_600_000

/** How long one may still answer freely on this channel. */
export function useReplyWindow({ state: { windowUntil } }: Pick<ConversationDetail, 'state'>): ReplyWindow {
  const now = useNow()
  if (!windowUntil) return { state: 'always', leftMs: 0 }
  const leftMs = Date.parse(windowUntil) - now
  return { state: leftMs <= 0 ? 'closed' : leftMs <= endingMs ? 'ending' : 'open', leftMs }
}

/** The countdown at the end of the tab row. */
export function WindowLeft({ window: { state, leftMs }, phone }: { window: ReplyWindow; phone: boolean }) {
  const { t } = useTranslation('inbox')
  if (state === 'always') return null
  const left = { time: spanOf(t, leftMs) }
  return (
    <span className={classes.window} data-state={state}>
      <Icon name="clock" size={14} />
      {state === 'closed' ? t('window.closed') : t(phone ? 'window.leftShort' : 'window.left', left)}
    </span>
  )
}
