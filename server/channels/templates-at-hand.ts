import type { MessageTemplate } from '#schemas/message-template.ts'
import type { Store } from '../store/contract.ts'
import { inWorkspace } from '../store/in-workspace.ts'
import { templates } from './collections.ts'

/** The templates of a channel's account as they were read last; the vendor is not asked. */
export const templatesAtHand = async (store: Store, workspaceId: string, channelId: string): Promise<MessageTemplate[]> =>
  (await inWorkspace(store, templates, workspaceId).get(channelId))?.items ?? []
