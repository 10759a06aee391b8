import type { AutosavePorts, KeptDraft } from './autosave.ts'

/**
 * Where one person's unsent draft of one flow is kept on this computer. The next person in the same browser neither finds it nor saves
 * it under their own name.
 */
export function keptDraft(
  storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>,
  { userId, workspaceId, flowId }: { userId: string; workspaceId: string; flowId: string },
): AutosavePorts['kept'] {
  const name = `alur-draft:${userId}:${workspaceId}:${flowId}`
  return {
    read: () => {
      const text = storage.getItem(name)
      return text === null ? undefined : (JSON.parse(text) as KeptDraft)
    },
    keep: (draft) => {
      try {
        storage.setItem(name, JSON.stringify(draft))
      } catch {
        // A full storage loses nothing that is still in this tab.
      }
    },
    forget: () => storage.removeItem(name),
  }
}
