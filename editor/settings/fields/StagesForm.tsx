import { ActionIcon, Button, Checkbox, Select, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { dequal } from 'dequal'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Stages } from '#schemas/api/contact-fields.ts'
import { type Stage, type StageColour, stageColours } from '#schemas/contact-field.ts'
import { changeStages, getStages } from '../../api/contact-fields.ts'
import { keys } from '../../api/keys.ts'
import { freshId } from '../../document/ids.ts'
import { useWorkspace } from '../../shell/session.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { SaveBar } from '../../ui/SaveBar.tsx'
import { Unsaved } from '../../ui/Unsaved.tsx'
import { Section } from '../Section.tsx'
import settings from '../settings.module.css'
import classes from './stages.module.css'

/** The stages people go through, in their order: the whole list is kept at once. */
export function StagesForm() {
  const { t } = useTranslation('settings')
  const { id: w } = useWorkspace()
  const queries = useQueryClient()
  const kept = useQuery({ queryKey: keys.stages(w), queryFn: () => getStages(w) })
  const [draft, setDraft] = useState<Stage[]>()
  const save = useMutation({
    mutationFn: (stages: Stage[]) => changeStages(w, { stages }),
    onSuccess: async (answer) => {
      queries.setQueryData<Stages>(keys.stages(w), answer)
      setDraft(undefined)
      // Whoever was in a stage that went is in none.
      await queries.invalidateQueries({ queryKey: keys.contacts(w) })
    },
  })
  const stages = draft ?? kept.data?.stages ?? []
  const change = (index: number, part: Partial<Stage>) =>
    setDraft(stages.map((stage, i) => (i === index ? ({ ...stage, ...part } as Stage) : stage)))
  const move = (index: number, by: 1 | -1) => {
    const next = [...stages]
    const [stage] = next.splice(index, 1)
    if (stage) next.splice(index + by, 0, stage)
    setDraft(next)
  }
  const setLost = (index: number, lost: boolean) =>
    setDraft(
      stages.map((stage, i) => {
        if (i !== index) return stage
        const { lost: _, ...rest } = stage
        return lost ? { ...rest, lost: true as const } : rest
      }),
    )
  const add = () =>
    setDraft([...stages, { id: freshId(), name: '', colour: stageColours[stages.length % stageColours.length] as StageColour }])
  const unsaved = draft !== undefined && !dequal(draft, kept.data?.stages)
  const named = stages.every(({ name }) => name.trim() !== '')
  if (kept.isError) return <ErrorState error={kept.error} onRetry={() => void kept.refetch()} />
  return (
    <Section
      title={t('stages.title')}
      sentence={t('stages.sentence')}
      onSubmit={() => save.mutate(stages.map((stage) => ({ ...stage, name: stage.name.trim() })))}
    >
      <Unsaved when={unsaved && !save.isPending} />
      {kept.data && stages.length === 0 && <p className={settings.quiet}>{t('stages.none')}</p>}
      <ol className={classes.stages}>
        {stages.map((stage, index) => {
          const name = stage.name || t('stages.new')
          return (
            <li key={stage.id}>
              <TextInput
                aria-label={t('stages.name', { number: index + 1 })}
                value={stage.name}
                maxLength={60}
                onChange={(event) => change(index, { name: event.currentTarget.value })}
              />
              <Select
                aria-label={t('stages.colour', { name })}
                value={stage.colour}
                onChange={(colour) => colour && change(index, { colour: colour as StageColour })}
                data={stageColours.map((value) => ({ value, label: t(`stages.colours.${value}`) }))}
              />
              <Checkbox
                label={t('stages.lost')}
                checked={stage.lost === true}
                onChange={(event) => setLost(index, event.currentTarget.checked)}
              />
              <span className={settings.acts}>
                <ActionIcon aria-label={t('stages.up', { name })} disabled={index === 0} onClick={() => move(index, -1)}>
                  <Icon name="arrow-up" />
                </ActionIcon>
                <ActionIcon
                  aria-label={t('stages.down', { name })}
                  disabled={index === stages.length - 1}
                  onClick={() => move(index, 1)}
                >
                  <Icon name="arrow-down" />
                </ActionIcon>
                <ActionIcon
                  aria-label={t('stages.remove', { name })}
                  onClick={() => setDraft(stages.filter((_, i) => i !== index))}
                >
                  <Icon name="trash" />
                </ActionIcon>
              </span>
            </li>
          )
        })}
      </ol>
      {stages.length < 50 && (
        <div>
          <Button size="xs" leftSection={<Icon name="plus" size={14} />} onClick={add}>
            {t('stages.add')}
          </Button>
        </div>
      )}
      {(unsaved || save.isSuccess || save.isError) && <SaveBar of={save} missing={named ? [] : [t('stages.eachName')]} />}
    </Section>
  )
}
