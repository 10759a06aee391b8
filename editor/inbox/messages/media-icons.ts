import type { MediaKind } from '#schemas/message.ts'
import type { IconName } from '../../ui/Icon.tsx'

export const mediaIcons: Record<MediaKind, IconName> = {
  image: 'photo',
  video: 'video',
  audio: 'volume',
  document: 'file-text',
  sticker: 'mood-smile',
}
