import { ActionIcon, Input } from '@mantine/core'
import { type FormEvent, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ContactChange } from '#schemas/api/contacts.ts'
import type { FieldValue } from '#schemas/conversation.ts'
import { problemAt, sentenceOf } from '../api/request.ts'
import { Icon } from '../ui/Icon.tsx'
import { FactInput, type Kind } from './FactInput.tsx'
import classes from './facts.module.css'
import { useChange } from './use-change.ts'

export interface FactProps {
  contactId: string
  label: string
  kind: Kind
  options?: string[]
  value: FieldValue | undefined
  /** The value in words. */
  shown: string
  /** Where it stands in the request's body. */
  at: string
  readOnly: boolean
  toChange(value: FieldValue | null): ContactChange
}

/** One fact: a press opens its field, Enter keeps it, Escape leaves it as it was. */
export function Fact({ contactId, label, kind, options, value, shown, at, readOnly, toChange }: FactProps) {
  const { t } = useTranslation(['contacts', 'shell'])
  const [draft, setDraft] = useState<{ value: FieldValue | null }>()
  const change = useChange(contactId)
  const button = useRef<HTMLButtonElement>(null)
  const id = useId()
  const close = () => {
    setDraft(undefined)
    change.reset()
    // Once the button is there again.
    setTimeout(() => button.current?.focus())
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!draft) return
    change.mutate(toChange(draft.value), { onSuccess: close })
  }
  const error = change.error && (problemAt(change.error, at) ?? sentenceOf(change.error))
  return (
    <div className={classes.fact} data-editing={draft ? true : undefined}>
      <dt id={id} dir="auto">
        {label}
      </dt>
      <dd>
        {draft && (
          <form onSubmit={submit} noValidate>
            <FactInput
              kind={kind}
              label={label}
              {...(options ? { options } : {})}
              value={draft.value}
              error={Boolean(error)}
              onChange={(next) => setDraft({ value: next })}
              onCancel={close}
            />
            <ActionIcon type="submit" aria-label={t('facts.keep', { fact: label })} loading={change.isPending}>
              <Icon name="check" />
            </ActionIcon>
            <ActionIcon aria-label={t('shell:cancel')} onClick={close}>
              <Icon name="x" />
            </ActionIcon>
            {error && <Input.Error role="alert">{error}</Input.Error>}
          </form>
        )}
        {!draft && readOnly && <Shown kind={kind} value={value} shown={shown} />}
        {!draft && !readOnly && (
          <button
            ref={button}
            type="button"
            className={classes.value}
            aria-label={t('facts.change', { fact: label, value: shown })}
            onClick={() => setDraft({ value: value ?? null })}
          >
            <Shown kind={kind} value={value} shown={value === undefined ? t('facts.add') : shown} />
            <Icon name="pencil" size={14} />
          </button>
        )}
      </dd>
    </div>
  )
}

function Shown({ kind, value, shown }: Pick<FactProps, 'kind' | 'value' | 'shown'>) {
  return (
    <bdi
      className={value === undefined ? classes.quiet : undefined}
      lang={kind === 'language' && typeof value === 'string' ? value : undefined}
    >
      {shown}
    </bdi>
  )
}
