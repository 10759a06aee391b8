import type { TFunction } from 'i18next'
import type { IncomingContent, OutgoingMessage } from '#schemas/message.ts'

/** Any content as one line, for a screen reader. */
export function spokenOf(content: IncomingContent | OutgoingMessage, t: TFunction<'inbox'>): string {
  switch (content.kind) {
    case 'text':
    case 'choices':
    case 'template':
    case 'system':
    case 'edited':
      return content.text
    case 'choice':
      return content.label
    case 'media':
      return content.caption ?? t(`media.${content.media}`)
    case 'reaction':
      return content.emoji ? t('content.reaction', { emoji: content.emoji }) : t('content.reactionGone')
    default:
      return t(`content.${content.kind}`)
  }
}
