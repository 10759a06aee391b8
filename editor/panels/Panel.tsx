import { ActionIcon } from '@mantine/core'
import type { ReactNode, Ref } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon, type IconName } from '../ui/Icon.tsx'
import classes from './panel.module.css'

export interface PanelProps {
  /** For screen readers: "Settings of Choose a topic". */
  label: string
  children: ReactNode
}

/** A column beside the canvas. Whoever places it decides its width and which side it is on. */
export function Panel({ label, children }: PanelProps) {
  return (
    <section className={classes.panel} aria-label={label}>
      {children}
    </section>
  )
}

export interface PanelHeaderProps {
  title: ReactNode
  subtitle?: ReactNode
  /** The tile before the title. */
  tile?: ReactNode
  /** Buttons between the title and the cross. */
  children?: ReactNode
  onClose(): void
}

/** The head of a panel, 56 high. */
export function PanelHeader({ title, subtitle, tile, children, onClose }: PanelHeaderProps) {
  const { t } = useTranslation('shell')
  return (
    <header className={classes.header}>
      {tile}
      <div className={classes.titles}>
        {typeof title === 'string' ? <h2 className={classes.title}>{title}</h2> : title}
        {subtitle && <div className={classes.subtitle}>{subtitle}</div>}
      </div>
      {children}
      <ActionIcon size="sm" aria-label={t('close')} onClick={onClose}>
        <Icon name="x" />
      </ActionIcon>
    </header>
  )
}

/** What scrolls. */
export const PanelBody = ({ children, ref }: { children: ReactNode; ref?: Ref<HTMLDivElement> }) => (
  <div ref={ref} className={classes.body}>
    {children}
  </div>
)

/** What stays at the panel's foot. */
export const PanelFooter = ({ children }: { children: ReactNode }) => <footer className={classes.footer}>{children}</footer>

export interface SectionProps {
  title?: string
  /** A button or a switch at the heading's end. */
  action?: ReactNode
  children: ReactNode
}

/** A part of a panel between two lines. */
export function Section({ title, action, children }: SectionProps) {
  return (
    <section className={classes.section}>
      {(title || action) && (
        <div className={classes.head}>
          {title && <h3 className={classes.heading}>{title}</h3>}
          {action}
        </div>
      )}
      {children}
    </section>
  )
}

/** A quiet sentence under a control, such as what the channel changes. */
export function PanelNote({ icon = 'info-circle', children }: { icon?: IconName; children: ReactNode }) {
  return (
    <p className={classes.note}>
      <Icon name={icon} size={14} />
      <span>{children}</span>
    </p>
  )
}
