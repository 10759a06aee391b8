import { Button, Select, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type MessageTemplate, placeKey, type TemplatePlace, templateText } from '#schemas/message-template.ts'
import { sendTemplate } from '../../api/conversations.ts'
import { sentenceOf } from '../../api/request.ts'
import { useTemplates } from '../../channels/use-templates.ts'
import { freshId } from '../../document/ids.ts'
import { useSession } from '../../shell/session.tsx'
import { Banner } from '../../ui/Banner.tsx'
import { Missing } from '../../ui/Missing.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { keepTurn } from '../thread/use-turns.ts'
import classes from './composer.module.css'

interface TemplateFormProps {
  conversationId: string
  channelId: string
  onDone(): void
}

/** One of the channel's templates, its places to fill in, and how the customer will read it. */
export function TemplateForm({ conversationId, channelId, onDone }: TemplateFormProps) {
  const { t } = useTranslation('inbox')
  const { templates } = useTemplates(channelId)
  const [chosen, setChosen] = useState<string>()
  if (templates.isPending) return <Skeleton width={240} height={32} radius={6} />
  if (templates.isError)
    return (
      <Banner tone="danger">
        {sentenceOf(templates.error)}{' '}
        <Button size="xs" onClick={() => void templates.refetch()}>
          {t('template.again')}
        </Button>
      </Banner>
    )
  const usable = templates.data.items.filter(({ state, beyond }) => state === 'approved' && !beyond)
  const template = usable.find((one) => nameOf(one) === chosen)
  return (
    <div className={classes.template}>
      {usable.length === 0 ? (
        <p>{t('template.none')}</p>
      ) : (
        <Select
          label={t('template.which')}
          placeholder={t('template.choose')}
          data={usable.map((one) => ({ value: nameOf(one), label: `${one.name} · ${one.language}` }))}
          value={chosen ?? null}
          onChange={(name) => setChosen(name ?? undefined)}
          searchable
          limit={100}
        />
      )}
      {template ? (
        <Filling key={chosen} template={template} conversationId={conversationId} onDone={onDone} />
      ) : (
        <div className={classes.templateBar}>
          <Button variant="subtle" onClick={onDone}>
            {t('template.cancel')}
          </Button>
        </div>
      )}
    </div>
  )
}

interface FillingProps {
  template: MessageTemplate
  conversationId: string
  onDone(): void
}

function Filling({ template, conversationId, onDone }: FillingProps) {
  const { t } = useTranslation('inbox')
  const { workspace } = useSession()
  const [values, setValues] = useState<Record<string, string>>({})
  /** The same however often it is sent: it goes out once. */
  const [clientId] = useState(() => freshId() + freshId())
  const { name, language, places } = template
  const send = useMutation({
    mutationFn: () => sendTemplate(workspace.id, conversationId, { name, language, values, clientId }),
    onSuccess: ({ turn }) => {
      keepTurn(workspace.id, conversationId, turn)
      onDone()
    },
  })
  const empty = places.filter((place) => (values[placeKey(place)] ?? '').trim() === '')
  const isFilled = empty.length === 0
  const waitsFor = useId()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (isFilled) send.mutate()
  }
  return (
    <form className={classes.filling} onSubmit={submit}>
      {places.map((place) => {
        const key = placeKey(place)
        return (
          <TextInput
            key={key}
            label={labelOf(place)}
            dir="auto"
            maxLength={2000}
            type={place.media ? 'url' : 'text'}
            placeholder={place.example ? t('template.example', { example: place.example }) : ''}
            value={values[key] ?? ''}
            onChange={(event) => setValues({ ...values, [key]: event.currentTarget.value })}
          />
        )
      })}
      <figure className={classes.templatePreview} aria-label={t('template.preview')}>
        {template.header && template.header.kind !== 'text' && <small>{t(`media.${template.header.kind}`)}</small>}
        <p dir="auto" lang={language.replaceAll('_', '-')}>
          {templateText(template, values)}
        </p>
        {template.buttons.map((label) => (
          <span key={label}>{label}</span>
        ))}
      </figure>
      {send.error && <Banner tone="danger">{sentenceOf(send.error)}</Banner>}
      <div className={classes.templateBar}>
        <Missing id={waitsFor} fields={empty.map(labelOf)} />
        <Button variant="subtle" onClick={onDone}>
          {t('template.cancel')}
        </Button>
        <Button
          type="submit"
          variant="filled"
          disabled={!isFilled}
          loading={send.isPending}
          aria-describedby={isFilled ? undefined : waitsFor}
        >
          {t('template.send')}
        </Button>
      </div>
    </form>
  )

  function labelOf({ in: part, button, name = '', media }: TemplatePlace): string {
    if (media) return t('template.place.media', { media: t(`media.${media}`) })
    if (part === 'button') return t('template.place.button', { label: template.buttons[button ?? 0] ?? '' })
    return t(`template.place.${part}`, { name })
  }
}

const nameOf = ({ name, language }: MessageTemplate): string => `${name} ${language}`
