import { produce } from 'immer'
import { useMemo } from 'react'
import { setSettings } from '../../document/edits.ts'
import { setAt } from '../../document/pointer.ts'
import { useDocument, useFlowEditor } from '../../open-flow/flow-editor.ts'
import type { FormScope } from '../form/scope.ts'

/** The form of the flow's settings: what is typed goes into the document, a burst of typing in one field as one step. */
export function useSettingsScope(): FormScope {
  const { document } = useFlowEditor()
  const settings = useDocument((state) => state.flow.settings)
  const disabled = useDocument((state) => state.saveState === 'read-only')
  return useMemo(() => {
    const { edit, endGesture } = document.getState()
    return {
      value: settings,
      disabled,
      change: (pointer, value) =>
        edit(
          'settings',
          (flow) =>
            setSettings(
              flow,
              produce(flow.settings, (draft) => setAt(draft, pointer, value)),
            ),
          { merge: `settings ${pointer}` },
        ),
      settle: endGesture,
      problemAt: () => undefined,
      limitAt: () => undefined,
    }
  }, [document, settings, disabled])
}
