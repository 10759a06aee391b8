import classes from './avatar.module.css'
import { Icon, type IconName } from './Icon.tsx'
import { initials } from './initials.ts'

export interface AvatarProps {
  name: string
  /** xs 20, sm 24, md 32, lg 40 */
  size?: 'xs' | 'sm' | 'md' | 'lg'
  /** A small glyph at its foot, such as the channel a customer writes on. */
  glyph?: IconName
}

const tints = ['say', 'ask', 'do', 'people', 'measure', 'decide'] as const

/** A person without a picture: initials on a tint that stays theirs. */
export function Avatar({ name, size = 'md', glyph }: AvatarProps) {
  return (
    <span className={classes.avatar} data-size={size} data-tint={tints[sum(name) % tints.length]} aria-hidden="true">
      {initials(name)}
      {glyph && (
        <span className={classes.glyph}>
          <Icon name={glyph} size={12} />
        </span>
      )}
    </span>
  )
}

const sum = (text: string) => [...text].reduce((total, letter) => total + (letter.codePointAt(0) as number), 0)
