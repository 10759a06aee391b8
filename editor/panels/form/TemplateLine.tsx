import { TextInput } from '@mantine/core'
import { type ReactNode, useRef } from 'react'
import { VariablePicker } from './VariablePicker.tsx'

export interface TemplateLineProps {
  /** What it is called for screen readers. */
  name: string
  placeholder?: string
  value: string
  onChange(value: string): void
  error?: ReactNode
  disabled?: boolean
  /** Stands beside the variable picker. */
  tools?: ReactNode
}

/** A short template in a row of others: one line, with the variable picker at its end. */
export function TemplateLine({ name, placeholder, value, onChange, error, disabled, tools }: TemplateLineProps) {
  const input = useRef<HTMLInputElement>(null)
  const insert = (path: string) => {
    const at = input.current?.selectionStart ?? value.length
    onChange(`${value.slice(0, at)}{{ ${path} }}${value.slice(input.current?.selectionEnd ?? at)}`)
    input.current?.focus()
  }
  return (
    <TextInput
      ref={input}
      aria-label={name}
      placeholder={placeholder}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      dir="auto"
      rightSection={
        disabled ? undefined : (
          <>
            {tools}
            <VariablePicker onPick={insert} />
          </>
        )
      }
      rightSectionWidth={tools ? 56 : undefined}
      error={error}
      readOnly={disabled}
    />
  )
}
