import { ActionIcon, Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Icon } from '../../../ui/Icon.tsx'
import { FieldLabel } from '../FieldLabel.tsx'
import classes from '../form.module.css'
import { applies, fieldsOf, labelOf } from '../schema.ts'
import { useRows, type WidgetProps } from '../scope.ts'
import { startValue } from '../start-value.ts'

/** A list of things that have no widget of their own: a group of settings per item. */
export function ListField({ field, value = [], onChange, disabled }: WidgetProps<unknown[]>) {
  const { t } = useTranslation('panels')
  const Rows = useRows()
  const items = field.schema.items ?? {}
  const full = value.length >= (field.schema.maxItems ?? Number.POSITIVE_INFINITY)
  return (
    <div className={classes.table}>
      <div className={classes.legend}>
        <FieldLabel field={field} />
      </div>
      {value.map((item, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the items of a config have no other identity
        <fieldset key={index} className={classes.group}>
          <div className={classes.legend}>
            {index + 1}
            <ActionIcon
              size="xs"
              aria-label={t('form.removeThing', { thing: `${labelOf(field)} ${index + 1}` })}
              onClick={() => onChange(value.filter((_, each) => each !== index))}
              disabled={disabled}
            >
              <Icon name="x" size={14} />
            </ActionIcon>
          </div>
          <Rows fields={fieldsOf(items, `${field.pointer}/${index}`).filter((each) => applies(each, item))} />
        </fieldset>
      ))}
      {!disabled && !full && (
        <div>
          <Button size="xs" leftSection={<Icon name="plus" size={14} />} onClick={() => onChange([...value, startValue(items)])}>
            {t('form.add')}
          </Button>
        </div>
      )}
    </div>
  )
}
