import { Button } from '@mantine/core'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError, sentenceOf } from '../api/request.ts'
import { Banner } from './Banner.tsx'
import { formatTime } from './format.ts'
import { Icon } from './Icon.tsx'
import { Missing } from './Missing.tsx'
import classes from './save-bar.module.css'

export interface SaveBarProps {
  /** How the last saving went. */
  of: { isPending: boolean; isSuccess: boolean; submittedAt: number; error: unknown }
  label?: string
  /** The one filled button of the page. */
  primary?: boolean
  /** The labels of the fields without which there is nothing to save yet: the button says so and waits. */
  missing?: readonly string[]
}

/** A form's button, and beside it what came of it. Problems with single fields are shown at the fields. */
export function SaveBar({ of, label, primary, missing = [] }: SaveBarProps) {
  const { t } = useTranslation('shell')
  const missingId = useId()
  const atFields = of.error instanceof ApiError && (of.error.problem.problems?.length ?? 0) > 0
  return (
    <>
      {of.error !== null && of.error !== undefined && !atFields && <Banner tone="danger">{sentenceOf(of.error)}</Banner>}
      <div className={classes.foot}>
        <Button
          type="submit"
          variant={primary ? 'filled' : 'default'}
          loading={of.isPending}
          disabled={missing.length > 0}
          aria-describedby={missing.length > 0 ? missingId : undefined}
        >
          {label ?? t('save')}
        </Button>
        <Missing id={missingId} fields={missing} />
        <span aria-live="polite">
          {of.isSuccess && (
            <span className={classes.said}>
              <Icon name="check" />
              {t('savedAt', { time: formatTime(new Date(of.submittedAt).toISOString()) })}
            </span>
          )}
        </span>
      </div>
    </>
  )
}
