import { Select } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { FlowSettings } from '#schemas/flow.ts'
import { DurationInput } from '../form/DurationInput.tsx'
import classes from '../form/form.module.css'
import { useFormScope } from '../form/scope.ts'

const modes = ['always', 'once', 'after'] as const

/** How long an answer is waited for before its visit counts as dropped, and who may start the flow again. */
export function Reentry() {
  const { t } = useTranslation('panels')
  const { value, change, disabled } = useFormScope()
  const { answerWindowSeconds, reentry } = value as FlowSettings
  return (
    <div className={classes.rows}>
      <DurationInput
        label={t('settings.answerWindow')}
        name={t('settings.answerWindow')}
        seconds={answerWindowSeconds}
        onChange={(seconds) => seconds !== undefined && change('/answerWindowSeconds', Math.max(60, seconds))}
        maximum={31_536_000}
        disabled={disabled}
      />
      <Select
        label={t('settings.reentry')}
        data={modes.map((mode) => ({ value: mode, label: t(`settings.reentryMode.${mode}`) }))}
        value={reentry.mode}
        onChange={(mode) => change('/reentry', mode === 'after' ? { mode, seconds: 86_400 } : { mode })}
        readOnly={disabled}
      />
      {reentry.mode === 'after' && (
        <DurationInput
          name={t('settings.reentryAfter')}
          label={t('settings.reentryAfter')}
          seconds={reentry.seconds}
          onChange={(seconds) => seconds !== undefined && change('/reentry/seconds', seconds)}
          maximum={31_536_000}
          disabled={disabled}
        />
      )}
    </div>
  )
}
