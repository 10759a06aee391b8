import { Button, Select, Textarea, TextInput } from '@mantine/core'
import { useQueries, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { What } from '#schemas/broadcast.ts'
import { ownLanguageName } from '#schemas/language-names.ts'
import { placeKey } from '#schemas/message-template.ts'
import { listChannels, listTemplates } from '../api/channels.ts'
import { listFlows } from '../api/flows.ts'
import { keys } from '../api/keys.ts'
import { useWorkspace } from '../shell/session.tsx'
import { Icon } from '../ui/Icon.tsx'
import { LanguageSelect } from '../ui/LanguageSelect.tsx'
import { Segmented } from '../ui/Segmented.tsx'
import classes from './broadcasts.module.css'
import { Card, type PlanProps } from './Card.tsx'

/** What is said: words in each language, a template of WhatsApp, or a flow that begins. */
export function WhatCard({ plan, onChange }: PlanProps) {
  const { t } = useTranslation('broadcasts')
  const { language } = useWorkspace()
  const { what } = plan
  const set = (next: What) => onChange({ ...plan, what: next })
  const fresh: Record<What['kind'], What> = {
    text: { kind: 'text', text: { [language]: '' } },
    template: { kind: 'template', name: ' ', languages: [], values: {} },
    flow: { kind: 'flow', flowId: 'none' },
  }
  return (
    <Card title={t('card.what')}>
      <Segmented
        label={t('card.what')}
        value={what.kind}
        options={(['text', 'template', 'flow'] as const).map((value) => ({ value, label: t(`what.${value}`) }))}
        onChange={(kind) => kind !== what.kind && set(fresh[kind])}
      />
      {what.kind === 'text' && <Words what={what} onChange={set} />}
      {what.kind === 'template' && <Template what={what} onChange={set} channels={plan.channels} />}
      {what.kind === 'flow' && <FlowToBegin what={what} onChange={set} />}
    </Card>
  )
}

type Of<Kind extends What['kind']> = { what: Extract<What, { kind: Kind }>; onChange(what: What): void }

function Words({ what, onChange }: Of<'text'>) {
  const { t } = useTranslation('broadcasts')
  const { language } = useWorkspace()
  const languages = [...new Set([language, ...Object.keys(what.text)])]
  return (
    <>
      {languages.map((one) => (
        <Textarea
          key={one}
          label={ownLanguageName(one)}
          description={one === language ? t('what.places') : undefined}
          value={what.text[one] ?? ''}
          autosize
          minRows={2}
          maxLength={4000}
          dir="auto"
          lang={one}
          onChange={({ currentTarget }) => onChange({ ...what, text: { ...what.text, [one]: currentTarget.value } })}
        />
      ))}
      <LanguageSelect
        label={t('what.addLanguage')}
        value=""
        onChange={(one) => one && !languages.includes(one) && onChange({ ...what, text: { ...what.text, [one]: '' } })}
      />
    </>
  )
}

function Template({ what, onChange, channels }: Of<'template'> & { channels: string[] }) {
  const { t } = useTranslation('broadcasts')
  const { id } = useWorkspace()
  const known = useQuery({ queryKey: keys.channels(id), queryFn: () => listChannels(id) })
  const numbers = (known.data?.items ?? []).filter(
    (channel) => channel.kind === 'whatsapp' && (channels.length === 0 || channels.includes(channel.id)),
  )
  const read = useQueries({
    queries: numbers.map((channel) => ({
      queryKey: keys.templates(id, channel.id),
      queryFn: () => listTemplates(id, channel.id),
    })),
  })
  const all = read.flatMap(({ data }) => data?.items ?? []).filter(({ state, beyond }) => state === 'approved' && !beyond)
  const chosen = all.filter(({ name }) => name === what.name)
  return (
    <>
      <Select
        label={t('what.template')}
        description={all.length === 0 ? t('what.noTemplates') : t('what.templateHelp')}
        data={[...new Set(all.map(({ name }) => name))]}
        value={chosen.length > 0 ? what.name : null}
        searchable
        onChange={(name) => name && onChange({ kind: 'template', name, languages: [], values: {} })}
      />
      {chosen[0] && (
        <p className={classes.words} dir="auto">
          {chosen[0].body}
        </p>
      )}
      {chosen[0]?.places
        .filter((place) => place.as !== 'reply')
        .map((place) => {
          const key = placeKey(place)
          return (
            <TextInput
              key={key}
              label={t('what.place', { name: key })}
              description={place.example ? t('what.example', { example: place.example }) : undefined}
              placeholder="{{ first_name }}"
              value={what.values[key] ?? ''}
              maxLength={1000}
              dir="auto"
              onChange={({ currentTarget }) => onChange({ ...what, values: { ...what.values, [key]: currentTarget.value } })}
            />
          )
        })}
    </>
  )
}

function FlowToBegin({ what, onChange }: Of<'flow'>) {
  const { t } = useTranslation('broadcasts')
  const { id } = useWorkspace()
  const flows = useQuery({ queryKey: keys.flows(id), queryFn: () => listFlows(id) })
  const live = (flows.data?.items ?? []).filter(({ liveVersion }) => liveVersion !== null)
  return (
    <>
      <Select
        label={t('what.flow')}
        description={live.length === 0 ? t('what.noFlows') : t('what.flowHelp')}
        data={live.map(({ id: value, name: label }) => ({ value, label }))}
        value={live.some((flow) => flow.id === what.flowId) ? what.flowId : null}
        onChange={(flowId) => flowId && onChange({ kind: 'flow', flowId })}
      />
      {what.nodeId !== undefined && (
        <Button
          variant="subtle"
          leftSection={<Icon name="x" size={14} />}
          onClick={() => onChange({ kind: 'flow', flowId: what.flowId })}
        >
          {t('what.fromStart')}
        </Button>
      )}
    </>
  )
}
