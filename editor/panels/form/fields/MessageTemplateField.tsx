import { Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { draftOf, type MessageTemplate, placeKey, templateText } from '#schemas/message-template.ts'
import type { LocalisedText } from '#schemas/text.ts'
import { listWorkspaceTemplates } from '../../../api/channels.ts'
import { keys } from '../../../api/keys.ts'
import { TemplatePreview } from '../../../channels/TemplatePreview.tsx'
import { useDocument, useView } from '../../../open-flow/flow-editor.ts'
import { FieldLabel } from '../FieldLabel.tsx'
import { useFormScope, type WidgetProps } from '../scope.ts'
import { readersOf, templateFor } from './message-templates.ts'

/** One of the workspace's templates, by its name, shown as its vendor shows it. Choosing one fills in what the others settings take from it. */
export function MessageTemplateField({ field, value, onChange, error, disabled }: WidgetProps<string>) {
  const { t } = useTranslation('panels')
  const workspaceId = useDocument((document) => document.workspaceId)
  const language = useView((view) => view.language)
  const { languages } = useDocument((document) => document.flow)
  const { change, settle } = useFormScope()
  const known = useQuery({ queryKey: keys.workspaceTemplates(workspaceId), queryFn: () => listWorkspaceTemplates(workspaceId) })
  const all = (known.data?.items ?? []).map(({ template }) => template).filter(({ beyond }) => !beyond)
  const names = [...new Set(all.map(({ name }) => name))].sort()
  const data = (value && !names.includes(value) ? [value, ...names] : names).map((name) => {
    const approved = all.some((one) => one.name === name && one.state === 'approved')
    return { value: name, label: approved ? name : t('template.notApproved', { name }) }
  })
  const named = all.filter(({ name }) => name === value)
  const shown = templateFor(named, language, languages.default)
  const draft = shown && draftOf(shown)
  const choose = (name: string | null) => {
    onChange(name ?? '')
    const chosen = all.filter((one) => one.name === name)
    if (chosen.length > 0) for (const [pointer, setting] of settingsOf(chosen)) change(pointer, setting)
    settle()
  }
  /** What follows from a template: a value for each place, the text elsewhere, its buttons that answer. */
  const settingsOf = (chosen: MessageTemplate[]): [string, unknown][] => {
    const places = [...new Set(chosen.flatMap((one) => one.places.map(placeKey)))]
    const text: LocalisedText = {}
    for (const one of chosen) for (const tag of readersOf(one, languages)) text[tag] = templateText(one, {})
    const replies = (chosen[0]?.actions ?? []).filter(({ kind }) => kind === 'reply').map((_, at) => replyAt(chosen, at))
    return [
      ['/values', places.map((place) => ({ place, text: {} }))],
      ['/text', text],
      ['/replies', replies.length > 0 ? replies : undefined],
    ]
  }
  const replyAt = (chosen: MessageTemplate[], at: number) => {
    const label: LocalisedText = {}
    for (const one of chosen) {
      const reply = (one.actions ?? []).filter((action) => action.kind === 'reply')[at]
      if (reply) for (const tag of readersOf(one, languages)) label[tag] = reply.label
    }
    return { id: `reply-${at + 1}`, label }
  }
  return (
    <>
      <Select
        label={<FieldLabel field={field} />}
        placeholder={t('template.choose')}
        data={data}
        value={value || null}
        onChange={choose}
        searchable
        nothingFoundMessage={t('template.none')}
        error={error ?? (known.isError ? t('template.failed') : undefined)}
        readOnly={disabled}
      />
      {draft && <TemplatePreview label={t('template.preview')} template={draft} values={draft.examples} />}
    </>
  )
}
