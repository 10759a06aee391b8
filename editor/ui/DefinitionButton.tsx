import { ActionIcon, Popover } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from './Icon.tsx'

export interface DefinitionButtonProps {
  /** The figure's name, for the button's label. */
  of: string
  /** How it is counted: formula, who is counted, who is not. */
  children: ReactNode
}

/** Every figure brings its definition: a small button that opens it. */
export function DefinitionButton({ of, children }: DefinitionButtonProps) {
  const { t } = useTranslation('shell')
  return (
    <Popover width={280} position="bottom">
      <Popover.Target>
        <ActionIcon size="xs" aria-label={t('definition', { of })}>
          <Icon name="math-function" size={14} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown>{children}</Popover.Dropdown>
    </Popover>
  )
}
