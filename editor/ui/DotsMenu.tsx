import { ActionIcon, type ActionIconProps, Menu } from '@mantine/core'
import type { ReactNode } from 'react'
import { Icon } from './Icon.tsx'

export interface DotsMenuProps extends Pick<ActionIconProps, 'size' | 'loading' | 'disabled'> {
  /** Whose actions these are, for those who do not see where the button stands. */
  label: string
  /** Once it is gone and its button has the focus again. */
  onGone?(): void
  /** `Menu.Item`s; what cannot be undone comes last. */
  children: ReactNode
}

/** The three dots at the end of a row or a head, and what can be done there. */
export function DotsMenu({ label, size = 'sm', onGone, children, ...button }: DotsMenuProps) {
  return (
    <Menu position="bottom-end" {...(onGone ? { onExitTransitionEnd: onGone } : {})}>
      <Menu.Target>
        <ActionIcon size={size} aria-label={label} {...button}>
          <Icon name="dots" size={typeof size === 'number' ? 20 : 16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>{children}</Menu.Dropdown>
    </Menu>
  )
}
