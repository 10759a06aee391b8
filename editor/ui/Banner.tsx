import type { ReactNode } from 'react'
import classes from './banner.module.css'
import { Icon, type IconName } from './Icon.tsx'

export interface BannerProps {
  /** warn: offline · danger: a conflict, a failed step · read: a version that cannot be edited */
  tone: 'warn' | 'danger' | 'read'
  icon?: IconName
  children: ReactNode
  action?: { label: string; onClick(): void }
}

const icons: Record<BannerProps['tone'], IconName> = { warn: 'alert-triangle', danger: 'alert-circle', read: 'eye' }

/** One sentence over the thing it is about, with the way out as a link. */
export function Banner({ tone, icon = icons[tone], children, action }: BannerProps) {
  return (
    <div className={classes.banner} data-tone={tone} role={tone === 'danger' ? 'alert' : 'status'}>
      <Icon name={icon} />
      <span className={classes.text}>{children}</span>
      {action && (
        <button type="button" className={classes.action} onClick={action.onClick}>
          {action.label}
        </button>
      )}
    </div>
  )
}
