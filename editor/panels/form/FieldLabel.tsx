import { Tooltip } from '@mantine/core'
import { Icon } from '../../ui/Icon.tsx'
import classes from './field-label.module.css'
import { type FormField, labelOf } from './schema.ts'

/** A setting's name, and what it does behind a small sign: read once, then out of the way. */
export function FieldLabel({ field }: { field: FormField }) {
  const { description } = field.schema
  return (
    <span className={classes.label}>
      {labelOf(field)}
      {description && (
        <Tooltip label={description} multiline w={240} events={{ hover: true, focus: true, touch: true }} openDelay={100}>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: its words must be reachable by keyboard */}
          <span className={classes.help} role="img" aria-label={description} tabIndex={0}>
            <Icon name="info-circle" size={14} />
          </span>
        </Tooltip>
      )}
    </span>
  )
}
