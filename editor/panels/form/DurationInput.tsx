import { TextInput } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { delay } from '../../open-flow/wording.ts'
import { Icon } from '../../ui/Icon.tsx'
import { parseDuration } from './duration.ts'

export interface DurationInputProps {
  /** The visible label, if there is one. */
  label?: ReactNode
  /** What it is called for screen readers. */
  name: string
  seconds: number | undefined
  onChange(seconds: number | undefined): void
  placeholder?: string
  maximum?: number
  error?: ReactNode
  disabled?: boolean
  width?: number
}

/** A span of time, written as people say it: `30 min`, `2 h`. Emptied, it is undefined. */
export function DurationInput({
  label,
  name,
  seconds,
  onChange,
  maximum,
  error,
  disabled,
  width,
  placeholder,
}: DurationInputProps) {
  const { t } = useTranslation('panels')
  const { t: canvas } = useTranslation('canvas')
  const [typed, setTyped] = useState<string>()
  const wrong = typed !== undefined && typed.trim() !== '' && parseDuration(typed) === undefined
  const write = (text: string) => {
    setTyped(text)
    const read = parseDuration(text)
    if (text.trim() === '') onChange(undefined)
    else if (read !== undefined) onChange(Math.min(read, maximum ?? read))
  }
  return (
    <TextInput
      w={width}
      label={label}
      aria-label={label ? undefined : name}
      leftSection={<Icon name="clock" />}
      leftSectionWidth={34}
      value={typed ?? (seconds === undefined ? '' : delay(canvas, seconds))}
      placeholder={placeholder}
      onChange={(event) => write(event.currentTarget.value)}
      onBlur={() => setTyped(undefined)}
      error={wrong ? t('duration.hint') : error}
      readOnly={disabled}
    />
  )
}
