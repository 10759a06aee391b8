import { useTranslation } from 'react-i18next'
import type { StartConfig } from '#nodes/start/schema.ts'
import { useChannelNames } from './channel-names.ts'

/** How many words are named. */
const named = 5

/** What starts a flow, in words: “parcel”, “box” · WhatsApp. */
export function useStartWords(): (start: StartConfig) => string {
  const { t } = useTranslation('answering')
  const { nameOf } = useChannelNames()
  return ({ trigger, keywords = {}, match, event, channels = [] }) => {
    const words = [...new Set(Object.values(keywords).flat())]
    const list = words.slice(0, named).map((word) => `“${word}”`)
    const rest = words.length > named ? [t('moreWords', { count: words.length - named })] : []
    const what =
      trigger === 'keyword'
        ? t(match === 'contains' ? 'within' : 'words', { words: [...list, ...rest].join(', ') })
        : t(trigger, { event })
    return [what, ...(channels.length > 0 ? [channels.map(nameOf).join(', ')] : [])].join(' · ')
  }
}
