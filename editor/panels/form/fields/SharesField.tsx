import { ActionIcon, Button, Input, NumberInput, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { SplitConfig } from '#nodes/split/schema.ts'
import { freshId } from '../../../document/ids.ts'
import { Icon } from '../../../ui/Icon.tsx'
import { FieldLabel } from '../FieldLabel.tsx'
import { errorAt, useFormScope, type WidgetProps } from '../scope.ts'
import classes from './conditions.module.css'

type Way = SplitConfig['ways'][number]

/** Ways with a name and a share in percent; what they come to together stands below. */
export function SharesField({ field, value = [], onChange, error, disabled }: WidgetProps<Way[]>) {
  const { t } = useTranslation('panels')
  const scope = useFormScope()
  const total = value.reduce((sum, { share }) => sum + share, 0)
  const full = value.length >= (field.schema.maxItems ?? Number.POSITIVE_INFINITY)
  const change = (index: number, part: Partial<Way>) =>
    onChange(value.map((way, at) => (at === index ? { ...way, ...part } : way)))
  const add = () =>
    onChange([
      ...value,
      { id: freshId(), label: t('shares.newWay', { number: value.length + 1 }), share: Math.max(0, 100 - total) },
    ])
  return (
    <Input.Wrapper label={<FieldLabel field={field} />} error={error}>
      <div className={classes.branches}>
        {value.map(({ id, label, share }, index) => (
          <div key={id} className={classes.head}>
            <TextInput
              className={classes.grow}
              aria-label={t('shares.label')}
              value={label}
              onChange={(event) => change(index, { label: event.currentTarget.value })}
              onBlur={scope.settle}
              maxLength={80}
              error={errorAt(scope, `${field.pointer}/${index}/label`)}
              readOnly={disabled}
            />
            <NumberInput
              className={classes.share}
              aria-label={t('shares.share', { label })}
              value={share}
              onChange={(next) => change(index, { share: typeof next === 'number' ? Math.round(next) : 0 })}
              onBlur={scope.settle}
              min={0}
              max={100}
              suffix=" %"
              hideControls
              readOnly={disabled}
            />
            {!disabled && (
              <ActionIcon
                size="sm"
                aria-label={t('form.removeThing', { thing: label })}
                onClick={() => onChange(value.filter((_, at) => at !== index))}
                disabled={value.length <= (field.schema.minItems ?? 0)}
              >
                <Icon name="x" />
              </ActionIcon>
            )}
          </div>
        ))}
        <div className={classes.head}>
          {!disabled && !full && (
            <Button size="xs" leftSection={<Icon name="plus" size={14} />} onClick={add}>
              {t('shares.add')}
            </Button>
          )}
          <output className={classes.total}>{t(total === 100 ? 'shares.total' : 'shares.proportion', { total })}</output>
        </div>
      </div>
    </Input.Wrapper>
  )
}
