import i18next from 'i18next'
import type { Fix } from '#schemas/api/problems.ts'
import type { Language } from '#schemas/text.ts'
import { applyFix, deletes } from '../document/fixes.ts'
import { freshId } from '../document/ids.ts'
import { toast } from '../ui/toast.tsx'
import type { FlowEditor } from './flow-editor.ts'
import { openMoveKey } from './MoveKey.tsx'

/**
 * Does a fix as one step that can be undone, and says so when it took something away; one that asks opens what asks, one that points at
 * a setting goes there. `words`: what its button said; `language`: the one that the problem is with.
 */
export function doFix(
  { document, look, overlays }: Pick<FlowEditor, 'document' | 'look' | 'overlays'>,
  fix: Fix,
  { words, language }: { words: string; language?: Language | undefined },
): void {
  if (fix.do === 'move-to-secret') openMoveKey(document, fix)
  else if (fix.do === 'focus') {
    if (language) look.getState().setLanguage(language)
    look.getState().jumpTo(fix.nodeId, fix.path)
  } else if (fix.do === 'connect-to') overlays.setState({ connecting: { nodeId: fix.nodeId, output: fix.output } })
  else if (fix.do === 'connect-from') overlays.setState({ leading: { nodeId: fix.nodeId, edgeId: fix.edgeId } })
  else {
    document.getState().edit('fix', (flow) => applyFix(flow, fix, freshId()))
    look.getState().announce(words)
    const undo = { label: i18next.t('canvas:commands.undo'), onClick: document.getState().undo }
    if (deletes(fix)) toast({ text: words, icon: 'trash', action: undo })
  }
}
