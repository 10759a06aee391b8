import { useId } from 'react'
import { Icon, type IconName } from './Icon.tsx'
import classes from './segmented.module.css'

export interface SegmentedProps<Value extends string> {
  /** What is being chosen, for screen readers. */
  label: string
  value: Value
  options: { value: Value; label: string; icon?: IconName; lang?: string }[]
  onChange(value: Value): void
  size?: 'sm' | 'md'
  /** Takes the whole width, in equal parts. */
  fill?: boolean
}

/** Two to four choices side by side: radio buttons that look like one switch. */
export function Segmented<Value extends string>({ label, value, options, onChange, size = 'md', fill }: SegmentedProps<Value>) {
  const name = useId()
  return (
    <fieldset className={classes.group} data-size={size} data-fill={fill || undefined} aria-label={label}>
      {options.map((option) => (
        <label key={option.value} className={classes.option} lang={option.lang}>
          <input
            type="radio"
            className="al-hidden"
            name={name}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
          />
          {option.icon && <Icon name={option.icon} size={14} />}
          {option.label}
        </label>
      ))}
    </fieldset>
  )
}
