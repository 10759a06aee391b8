import { useHotkeys } from '@mantine/hooks'
import { useNavigate } from 'react-router'
import type { InboxView } from '../api/conversations.ts'
import { useWorkspace } from '../shell/session.tsx'
import { useRows } from './use-rows.ts'
import { inboxPath } from './views.ts'

/** Alt J opens the next chat of the list, Alt K the one before, by the keys' places: also while one is writing. */
export function useListKeys(view: InboxView, selected: string | undefined): void {
  const { id } = useWorkspace()
  const { rows } = useRows(view)
  const navigate = useNavigate()
  const step = (by: 1 | -1) => () => {
    const here = rows.findIndex((row) => row.id === selected)
    const row = rows[here < 0 ? 0 : here + by]
    if (row) void navigate(inboxPath(id, view, row.id))
  }
  useHotkeys(
    [
      ['alt+J', step(1), { usePhysicalKeys: true }],
      ['alt+K', step(-1), { usePhysicalKeys: true }],
    ],
    [],
  )
}
