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
      const { base: _base, ...alone } = draft
      for (const each of [draft, alone])
        try {
          return storage.setItem(name, JSON.stringify(each))
        } catch {
          // A full storage may still have room without the base, and loses nothing that is in this tab.
        }
    },
    forget: () => storage.removeItem(name),
  }
}
