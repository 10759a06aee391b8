import { Button, FileButton } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import i18next from 'i18next'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { FlowView } from '#schemas/api/flows.ts'
import type { Flow } from '#schemas/flow.ts'
import { createFlow } from '../api/flows.ts'
import { ApiError } from '../api/request.ts'
import { useWorkspace } from '../shell/session.tsx'
import { Icon } from '../ui/Icon.tsx'
import { openRefusedImport } from './RefusedImport.tsx'

/** Makes a flow from an exported file. The server checks it; what is wrong is listed by its place in the file. */
export function ImportButton({ onDone }: { onDone(flow: FlowView): void }) {
  const { t } = useTranslation('home')
  const workspace = useWorkspace()
  const resetFile = useRef<() => void>(null)
  const bring = useMutation({
    mutationFn: async (file: File) => {
      const flow = parse(await file.text())
      return createFlow(workspace.id, flow.name, flow)
    },
    onSuccess: onDone,
    onError: (error, file) => openRefusedImport(file.name, error),
    onSettled: () => resetFile.current?.(),
  })
  return (
    <FileButton resetRef={resetFile} accept="application/json,.json" onChange={(file) => file && bring.mutate(file)}>
      {(props) => (
        <Button {...props} leftSection={<Icon name="file-import" flip />} loading={bring.isPending}>
          {t('import.open')}
        </Button>
      )}
    </FileButton>
  )
}

function parse(text: string): Flow {
  try {
    const flow: Flow | null = JSON.parse(text)
    if (typeof flow?.name === 'string') return flow
  } catch {
    // Said below: a file that is no JSON and one that is no flow are the same mistake.
  }
  throw new ApiError(0, { code: 'not-a-flow', message: i18next.t('home:import.notAFlow') })
}
