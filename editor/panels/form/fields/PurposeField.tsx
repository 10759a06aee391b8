import { Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { keys } from '../../../api/keys.ts'
import { getPrivacy } from '../../../api/privacy.ts'
import { useDocument } from '../../../open-flow/flow-editor.ts'
import { FieldLabel } from '../FieldLabel.tsx'
import type { WidgetProps } from '../scope.ts'

/** One of the workspace's purposes. One that is not there is called as the flow calls it. */
export function PurposeField({ field, value, onChange, error, disabled }: WidgetProps<string>) {
  const { t } = useTranslation('panels')
  const workspaceId = useDocument((document) => document.workspaceId)
  const privacy = useQuery({ queryKey: keys.privacy(workspaceId), queryFn: () => getPrivacy(workspaceId) })
  const known = (privacy.data?.purposes ?? []).map(({ id, name }) => ({ value: id, label: name }))
  const isKnown = !value || known.some((purpose) => purpose.value === value)
  const unknown = value ? [{ value, label: privacy.data ? t('purpose.unknown', { name: value }) : value }] : []
  return (
    <Select
      label={<FieldLabel field={field} />}
      data={[...(isKnown ? [] : unknown), ...known]}
      value={value ?? null}
      onChange={(next) => onChange(next ?? undefined)}
      allowDeselect={false}
      error={error ?? (privacy.isError ? t('purpose.failed') : undefined)}
      readOnly={disabled}
    />
  )
}
