import { Input } from '@mantine/core'
import { type ReactNode, useId } from 'react'

export interface FieldProps {
  label: string
  description?: ReactNode
  error?: ReactNode
  children: ReactNode | ((id: string) => ReactNode)
}

/** Label, help and error around a control that Mantine does not have. */
export function Field({ label, description, error, children }: FieldProps) {
  const id = useId()
  return (
    <Input.Wrapper id={id} label={label} description={description} error={error}>
      {typeof children === 'function' ? children(id) : children}
    </Input.Wrapper>
  )
}
