import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { createFlow } from '../../api/flows.ts'
import { sentenceOf } from '../../api/request.ts'
import { useFlowEditor } from '../../open-flow/flow-editor.ts'
import { toast } from '../../ui/toast.tsx'

/** Makes a flow of its own of what one has here, and leaves this one as the other person saved it, or deleted. */
export function useKeepCopy(): { copying: boolean; keepCopy(): Promise<void> } {
  const { t } = useTranslation('panels')
  const { document } = useFlowEditor()
  const navigate = useNavigate()
  const [copying, setCopying] = useState(false)
  const keepCopy = async () => {
    const { workspaceId, flow, takeTheirs } = document.getState()
    const name = t('merge.copyName', { name: flow.name }).slice(0, 120)
    setCopying(true)
    try {
      const copy = await createFlow(workspaceId, name, { ...flow, name })
      takeTheirs()
      // Nothing of it is only here any more.
      document.setState({ onServer: flow })
      await navigate(`/w/${workspaceId}/flows/${copy.id}`)
    } catch (failure) {
      toast({ text: sentenceOf(failure), icon: 'alert-circle' })
    } finally {
      setCopying(false)
    }
  }
  return { copying, keepCopy }
}
