import { useMemo } from 'react'
import { dialects } from '#runtime/channels/dialects.ts'
import type { Problem } from '#schemas/api/problems.ts'
import type { FlowNode } from '#schemas/flow.ts'
import type { ChannelKind } from '#schemas/message.ts'
import type { Language } from '#schemas/text.ts'
import { setConfig } from '../../document/edits.ts'
import { problemsOf } from '../../document/problems.ts'
import { useDocument, useFlowEditor, useView } from '../../open-flow/flow-editor.ts'
import { limitOf } from '../form/limits.ts'
import type { FormScope } from '../form/scope.ts'

/** The form of a node: what is typed goes into the document, a burst of typing in one field as one step. */
export function useNodeScope(node: FlowNode, channel: ChannelKind, disabled: boolean): FormScope {
  const { document } = useFlowEditor()
  const problems = useDocument((state) => state.problems)
  const language = useView((view) => view.language)
  const { config } = node.data
  return useMemo(() => {
    const { edit, endGesture } = document.getState()
    const own = problemsOf(problems, node.id)
    return {
      node,
      value: config,
      disabled,
      change: (pointer, value) =>
        edit('setting', (flow) => setConfig(flow, node.id, pointer, value), { merge: `setting ${node.id} ${pointer}` }),
      settle: endGesture,
      problemAt: (pointer) => own.find((problem) => isAt(problem, pointer, language)),
      limitAt: (pointer) => limitOf(pointer, config, dialects[channel].capabilities),
    }
  }, [document, problems, node, config, channel, language, disabled])
}

/** A problem with one language of a text is a problem of that text while it is written in that language. */
const isAt = ({ path, language }: Problem, pointer: string, written: Language): boolean =>
  (path === pointer && (language === undefined || language === written)) || path === `${pointer}/${written}`
