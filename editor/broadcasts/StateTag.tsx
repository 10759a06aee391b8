import { useTranslation } from 'react-i18next'
import type { BroadcastState } from '#schemas/broadcast.ts'
import type { IconName } from '../ui/Icon.tsx'
import { Tag, type Tone } from '../ui/Tag.tsx'

const looks: Record<BroadcastState, { tone: Tone; icon?: IconName }> = {
  draft: { tone: 'line' },
  planned: { tone: 'river', icon: 'calendar' },
  running: { tone: 'ok', icon: 'player-play' },
  paused: { tone: 'warn', icon: 'player-pause' },
  done: { tone: 'neutral', icon: 'check' },
  cancelled: { tone: 'neutral', icon: 'x' },
}

/** Where a broadcast is, in a word. */
export function StateTag({ state }: { state: BroadcastState }) {
  const { t } = useTranslation('broadcasts')
  return <Tag {...looks[state]}>{t(`is.${state}`)}</Tag>
}
