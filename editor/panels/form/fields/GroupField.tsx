import { ActionIcon, Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Icon } from '../../../ui/Icon.tsx'
import { FieldLabel } from '../FieldLabel.tsx'
import classes from '../form.module.css'
import { applies, fieldsOf, labelOf } from '../schema.ts'
import { useRows, type WidgetProps } from '../scope.ts'
import { startValue } from '../start-value.ts'

/** Settings that belong together. When the whole group may be absent, it is added and taken out as one. */
export function GroupField({ field, value, onChange, disabled }: WidgetProps<Record<string, unknown>>) {
  const { t } = useTranslation('panels')
  const Rows = useRows()
  if (value === undefined && !field.required)
    return (
      <Button
        size="xs"
        leftSection={<Icon name="plus" size={14} />}
        onClick={() => onChange(startValue(field.schema) as Record<string, unknown>)}
        disabled={disabled}
      >
        {t('form.addThing', { thing: labelOf(field) })}
      </Button>
    )
  // A section that is this group and nothing else needs no second frame.
  const alone = field.schema['x-section'] === labelOf(field)
  return (
    <fieldset className={classes.group} data-plain={alone || undefined}>
      <div className={classes.legend} data-heading={alone || undefined}>
        <FieldLabel field={field} />
        {!field.required && !disabled && (
          <ActionIcon size="xs" aria-label={t('form.removeThing', { thing: labelOf(field) })} onClick={() => onChange(undefined)}>
            <Icon name="x" size={14} />
          </ActionIcon>
        )}
      </div>
      <Rows fields={fieldsOf(field.schema, field.pointer).filter((each) => applies(each, value))} />
    </fieldset>
  )
}
