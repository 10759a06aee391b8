import { Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { listFlows } from '../../../api/flows.ts'
import { keys } from '../../../api/keys.ts'
import { useDocument } from '../../../open-flow/flow-editor.ts'
import { FieldLabel } from '../FieldLabel.tsx'
import type { WidgetProps } from '../scope.ts'

/** Another flow of this workspace. */
export function FlowField({ field, value, onChange, error, disabled }: WidgetProps<string>) {
  const workspaceId = useDocument((document) => document.workspaceId)
  const flows = useQuery({ queryKey: keys.flows(workspaceId), queryFn: () => listFlows(workspaceId) })
  const data = (flows.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))
  return (
    <Select
      label={<FieldLabel field={field} />}
      data={data}
      value={value || null}
      onChange={(next) => onChange(next ?? undefined)}
      searchable
      error={error}
      readOnly={disabled}
    />
  )
}
