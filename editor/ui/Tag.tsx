import type { ReactNode } from 'react'
import { Icon, type IconName } from './Icon.tsx'
import classes from './tag.module.css'

export type Tone = 'neutral' | 'river' | 'warn' | 'danger' | 'ok' | 'line'

export interface TagProps {
  /** A state's colour always comes with its words, and with an icon where it warns. */
  tone?: Tone
  icon?: IconName
  lang?: string
  children: ReactNode
}

/** A 20 px label: a topic, a state, a number of problems. */
export function Tag({ tone = 'neutral', icon, lang, children }: TagProps) {
  return (
    <span className={classes.tag} data-tone={tone} lang={lang}>
      {icon && <Icon name={icon} size={12} />}
      {children}
    </span>
  )
}
