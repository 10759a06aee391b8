import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { createFlow } from '../api/flows.ts'
import { sentenceOf } from '../api/request.ts'
import { useWorkspace } from '../shell/session.tsx'
import { toast } from '../ui/toast.tsx'
import { FlowSketch } from './FlowSketch.tsx'
import classes from './template-gallery.module.css'
import { factsOf, loadTemplates, type Template } from './templates.ts'
import { useOpenFlow } from './useOpenFlow.ts'

const shownFirst = 4

/** Flows to start from, each with a sketch of its own beginning. */
export function TemplateGallery() {
  const { t } = useTranslation('home')
  const [all, setAll] = useState(false)
  const templates = useQuery({ queryKey: ['templates'], queryFn: loadTemplates, staleTime: Number.POSITIVE_INFINITY })
  const items = templates.data ?? []
  if (items.length === 0) return null
  return (
    <section aria-labelledby="templates">
      <header className={classes.header}>
        <h2 id="templates">{t('templates.title')}</h2>
        {items.length > shownFirst && (
          <button type="button" className={classes.more} onClick={() => setAll(!all)} aria-expanded={all}>
            {all ? t('templates.fewer') : t('templates.all', { count: items.length })}
          </button>
        )}
      </header>
      <ul className={classes.gallery}>
        {items.slice(0, all ? undefined : shownFirst).map((template) => (
          <TemplateCard key={template.file} template={template} />
        ))}
      </ul>
    </section>
  )
}

function TemplateCard({ template: { flow } }: { template: Template }) {
  const { t } = useTranslation('home')
  const workspace = useWorkspace()
  const openFlow = useOpenFlow()
  const start = useMutation({
    mutationFn: () => createFlow(workspace.id, flow.name, flow),
    onSuccess: openFlow,
    onError: (error) => toast({ icon: 'alert-circle', text: sentenceOf(error) }),
  })
  const { languages, questions, handsOver } = factsOf(flow)
  const facts = [
    t('templates.languages', { count: languages }),
    questions > 0 && t('templates.questions', { count: questions }),
    handsOver && t('templates.handOff'),
  ]
  return (
    <li>
      <button
        type="button"
        className={classes.card}
        onClick={() => start.mutate()}
        disabled={start.isPending}
        aria-label={t('templates.use', { name: flow.name })}
      >
        <FlowSketch flow={flow} />
        <span className={classes.text}>
          <span className={classes.line}>
            <strong dir="auto">{flow.name}</strong>
            <small>{t('templates.nodes', { count: flow.nodes.length })}</small>
          </span>
          <small>{facts.filter(Boolean).join(', ')}</small>
        </span>
      </button>
    </li>
  )
}
