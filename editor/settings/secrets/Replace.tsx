import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import type { FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { SecretChange, SecretView } from '#schemas/api/secrets.ts'
import { isWithin } from '#schemas/secret.ts'
import { sentenceOf } from '../../api/request.ts'
import { changeSecret } from '../../api/secrets.ts'
import { HostsField } from '../../secrets/HostsField.tsx'
import { ValueField } from '../../secrets/ValueField.tsx'
import { useWorkspace } from '../../shell/session.tsx'
import { Banner } from '../../ui/Banner.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { useFields } from '../../ui/use-fields.ts'
import classes from './secrets.module.css'

/** Below its row: a new value, or other hosts. More hosts only go with the value given again. */
export function Replace({ secret, onDone, onClose }: { secret: SecretView; onDone(): unknown; onClose(): void }) {
  const { t } = useTranslation(['settings', 'shell'])
  const { id } = useWorkspace()
  const change = useMutation({
    mutationFn: (given: SecretChange) => changeSecret(id, secret.id, given),
    onSuccess: async () => {
      await onDone()
      onClose()
    },
  })
  const { values, text, pick } = useFields({ value: '', hosts: secret.hosts }, change.error)
  const value = values.value.trim()
  const opens = !isWithin(values.hosts, secret.hosts)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    change.mutate({ hosts: values.hosts, ...(value ? { value } : {}) })
  }
  const live = secret.usedBy.filter((user) => user.live).length
  const facts = [
    secret.usedBy.length > 0 && t('secrets.atOnce', { count: secret.usedBy.length }),
    live > 0 && t('secrets.atOnceLive'),
    t('secrets.goesNowhereElse'),
  ]
  return (
    <form className={classes.replace} onSubmit={submit} aria-label={t('secrets.replaceLabel', { name: secret.name })}>
      <div className={classes.given}>
        <ValueField
          {...text('value')}
          label={t('secrets.newValue')}
          error={text('value').error ?? (opens && value === '' ? t('secrets.again') : undefined)}
          data-autofocus
          autoFocus
        />
        <HostsField {...pick('hosts')} />
        {change.isError && !text('value').error && !pick('hosts').error && (
          <Banner tone="danger">{sentenceOf(change.error)}</Banner>
        )}
        <div className={classes.buttons}>
          <Button type="submit" variant="light" loading={change.isPending} disabled={opens && value === ''}>
            {value === '' ? t('secrets.saveHosts') : t('secrets.replace')}
          </Button>
          <Button variant="subtle" onClick={onClose}>
            {t('shell:cancel')}
          </Button>
        </div>
      </div>
      <div>
        <h2 className={classes.heading}>{t('secrets.whatHappens')}</h2>
        <ul className={classes.facts}>
          {facts.filter(Boolean).map((fact) => (
            <li key={String(fact)}>
              <Icon name="circle-check" />
              {fact}
            </li>
          ))}
        </ul>
      </div>
    </form>
  )
}
