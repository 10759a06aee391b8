import { Select, Textarea, TextInput } from '@mantine/core'
import { modals } from '@mantine/modals'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import i18next from 'i18next'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { dialects } from '#runtime/channels/dialects.ts'
import { templateLanguages } from '#runtime/channels/whatsapp/template-languages.ts'
import type { ChannelView } from '#schemas/api/channels.ts'
import { nameIn } from '#schemas/language-names.ts'
import {
  draftOf,
  type MessageTemplate,
  placeKey,
  placesOf,
  type TemplateDraft,
  type TemplatePlace,
  templateCategories,
} from '#schemas/message-template.ts'
import { changeTemplate, createTemplate } from '../../api/channels.ts'
import { keys } from '../../api/keys.ts'
import { problemAt } from '../../api/request.ts'
import { TemplatePreview } from '../../channels/TemplatePreview.tsx'
import dialog from '../../ui/dialog.module.css'
import { SaveBar } from '../../ui/SaveBar.tsx'
import { TemplateButtons } from './TemplateButtons.tsx'
import { TemplateHeader } from './TemplateHeader.tsx'

interface Start {
  workspaceId: string
  channel: Pick<ChannelView, 'id' | 'kind'>
  /** One that the vendor has: it is changed. */
  template?: MessageTemplate
}

/** Asks for a template, or for what is to change of one, and sends it for approval. */
export function openTemplate(start: Start): void {
  const id = modals.open({
    title: start.template
      ? i18next.t('settings:templates.edit', { name: start.template.name })
      : i18next.t('settings:templates.new'),
    size: 720,
    closeOnClickOutside: false,
    children: <Composing {...start} onClose={() => modals.close(id)} />,
  })
}

const empty: TemplateDraft = { name: '', language: 'en', category: 'UTILITY', body: '', buttons: [], examples: {} }

function Composing({ workspaceId, channel, template, onClose }: Start & { onClose(): void }) {
  const { t } = useTranslation(['settings', 'templateRules'])
  const queries = useQueryClient()
  const [draft, setDraft] = useState<TemplateDraft>(() => (template && draftOf(template)) ?? empty)
  /** Nothing is found wanting before somebody says that it is done. */
  const [isTried, setTried] = useState(false)
  const save = useMutation({
    mutationFn: () =>
      template?.id ? changeTemplate(workspaceId, channel.id, template.id, draft) : createTemplate(workspaceId, channel.id, draft),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: keys.templates(workspaceId, channel.id) })
      onClose()
    },
  })
  const wrong = dialects[channel.kind].templateProblems?.(draft) ?? []
  const errorAt = (path: string): string | undefined => {
    const found = wrong.find((one) => one.path === path && (isTried || one.code !== 'missing'))
    return found ? t(`templateRules:${found.code}`, found.values ?? {}) : problemAt(save.error, path.slice(1))
  }
  const set = (change: Partial<TemplateDraft>) => setDraft({ ...draft, ...change })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (wrong.length === 0) save.mutate()
  }
  const places = placesOf(draft).filter(({ media }) => media === undefined)
  return (
    <form onSubmit={submit} className={dialog.form}>
      <TextInput
        label={t('templates.fields.name')}
        description={t('templates.fields.nameHint')}
        value={draft.name}
        disabled={template !== undefined}
        error={errorAt('/name')}
        onChange={(event) => set({ name: event.currentTarget.value })}
        data-autofocus
      />
      <Select
        label={t('templates.fields.language')}
        data={templateLanguages.map((tag) => ({ value: tag, label: `${nameIn(tag.replaceAll('_', '-'), 'en')} · ${tag}` }))}
        value={draft.language}
        disabled={template !== undefined}
        error={errorAt('/language')}
        onChange={(language) => language && set({ language })}
        allowDeselect={false}
        searchable
      />
      <Select
        label={t('templates.fields.category')}
        description={t(`templates.categoryHint.${draft.category}`)}
        data={templateCategories.map((value) => ({ value, label: t(`templates.category.${value}`) }))}
        value={draft.category}
        disabled={template?.state === 'approved'}
        error={errorAt('/category')}
        onChange={(category) => category && set({ category: category as TemplateDraft['category'] })}
        allowDeselect={false}
      />
      <TemplateHeader header={draft.header} errorAt={errorAt} onChange={(header) => setDraft(withHeader(draft, header))} />
      <Textarea
        label={t('templates.fields.body')}
        description={t('templates.fields.bodyHint')}
        dir="auto"
        autosize
        minRows={4}
        maxRows={12}
        value={draft.body}
        error={errorAt('/body')}
        onChange={(event) => set({ body: event.currentTarget.value })}
      />
      <TextInput
        label={t('templates.fields.footer')}
        dir="auto"
        value={draft.footer ?? ''}
        error={errorAt('/footer')}
        onChange={(event) => setDraft(withFooter(draft, event.currentTarget.value))}
      />
      <TemplateButtons buttons={draft.buttons} errorAt={errorAt} onChange={(buttons) => set({ buttons })} />
      {places.map((place) => {
        const key = placeKey(place)
        return (
          <TextInput
            key={key}
            label={labelOf(place)}
            dir="auto"
            value={draft.examples[key] ?? ''}
            error={isTried ? errorAt(`/examples/${key}`) : undefined}
            onChange={(event) => set({ examples: { ...draft.examples, [key]: event.currentTarget.value } })}
          />
        )
      })}
      {draft.body !== '' && <TemplatePreview label={t('templates.preview')} template={draft} values={draft.examples} />}
      <p>{t('templates.review')}</p>
      <SaveBar of={save} primary label={t('templates.send')} />
    </form>
  )

  function labelOf({ in: part, button = 0, name = '', as }: TemplatePlace): string {
    if (as === 'code') return t('templates.example.code')
    const pressed = draft.buttons[button]
    if (part === 'button') return t('templates.example.button', { label: pressed && 'label' in pressed ? pressed.label : '' })
    return t(`templates.example.${part}`, { name })
  }
}

/** Exactly what is there: an empty part is none. */
function withHeader({ header: _, ...rest }: TemplateDraft, header: TemplateDraft['header']): TemplateDraft {
  return header ? { ...rest, header } : rest
}
function withFooter({ footer: _, ...rest }: TemplateDraft, footer: string): TemplateDraft {
  return footer === '' ? rest : { ...rest, footer }
}
