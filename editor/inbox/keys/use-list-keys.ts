import { useHotkeys } from '@mantine/hooks'
import { useNavigate } from 'react-router'
import type { InboxView } from '../../api/conversations.ts'
import { inboxPath } from '../../shell/places.ts'
import { useWorkspace } from '../../shell/session.tsx'
import { useLongestWaiting } from '../list/use-next-chat.ts'
import { useRows } from '../list/use-rows.ts'
import { inboxKeys, openKeySheet } from './KeySheet.tsx'

/** Alt J opens the next chat of the list, Alt K the one before, Alt N who waits longest, by the keys' places: also while one is writing. */
export function useListKeys(view: InboxView, selected: string | undefined): void {
  const { id } = useWorkspace()
  const { rows } = useRows(view)
  const navigate = useNavigate()
  const longest = useLongestWaiting(selected)
  const openWaiting = async () => {
    const path = await longest()
    if (path) void navigate(path)
  }
  const step = (by: 1 | -1) => () => {
    const here = rows.findIndex((row) => row.id === selected)
    const row = rows[here < 0 ? 0 : here + by]
    if (row) void navigate(inboxPath(id, view, row.id))
  }
  useHotkeys(
    [
      [inboxKeys.next, step(1), { usePhysicalKeys: true }],
      [inboxKeys.previous, step(-1), { usePhysicalKeys: true }],
      [inboxKeys.nextWaiting, () => void openWaiting(), { usePhysicalKeys: true }],
    ],
    [],
  )
  // Two ways to say it, for keyboards differ; not while one is writing.
  useHotkeys([
    ['?', openKeySheet],
    ['shift+?', openKeySheet],
  ])
}
