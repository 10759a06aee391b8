import type { Flow } from '#schemas/flow.ts'
import { migrateFlow } from '#schemas/migrations/index.ts'
import type { AutosavePorts, KeptDraft } from './autosave.ts'

/**
 * Where one person's unsent draft of one flow is kept on this computer. The next person in the same browser neither finds it nor saves
 * it under their own name. What an earlier release kept there is read in the newest shape.
 */
export function keptDraft(
  storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>,
  { userId, workspaceId, flowId }: { userId: string; workspaceId: string; flowId: string },
): AutosavePorts['kept'] {
  const name = `alur-draft:${userId}:${workspaceId}:${flowId}`
  return {
    read: () => {
      const text = storage.getItem(name)
      return text === null ? undefined : lifted(JSON.parse(text) as KeptDraft)
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

/** Undefined where a later release kept it: that one will find it again. */
function lifted({ revision, flow, base }: KeptDraft): KeptDraft | undefined {
  const [newest, before] = [newestShape(flow), base && newestShape(base)]
  return newest && { revision, flow: newest, ...(before ? { base: before } : {}) }
}

function newestShape(flow: Flow): Flow | undefined {
  const migrated = migrateFlow(flow)
  return migrated.ok ? (migrated.value as Flow) : undefined
}
