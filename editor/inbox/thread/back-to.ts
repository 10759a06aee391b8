import type { TFunction } from 'i18next'
import type { ConversationDetail } from '#schemas/api/inbox.ts'

/** What the flow does when it is given a chat back, in a sentence. */
export function backTo({ back }: Pick<ConversationDetail, 'back'>, t: TFunction<'inbox'>): string {
  if (back?.node) return t('backTo.node', { node: back.node, flow: back.flow })
  return back ? t('backTo.flow', { flow: back.flow }) : t('backTo.nobody')
}
