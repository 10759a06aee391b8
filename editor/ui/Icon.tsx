import { icons } from './icons.ts'

export type IconName = keyof typeof icons

export interface IconProps {
  /** A Tabler name in kebab case. A name from a node's description that is not in the map shows a plain point. */
  name: IconName | (string & {})
  size?: number
  /** Arrows, chevrons, back, send: mirrored where reading runs from the right. */
  flip?: boolean
  className?: string
}

/** An icon beside words: hidden from screen readers, in the colour of its text. */
export function Icon({ name, size = 16, flip, className }: IconProps) {
  const Drawing = icons[name as IconName] ?? icons.point
  const classes = [flip && 'al-flip', className].filter(Boolean).join(' ')
  return <Drawing size={size} stroke={size >= 20 ? 1.6 : 1.75} aria-hidden className={classes} style={{ flex: 'none' }} />
}
