import type { Category } from '#nodes/contract.ts'
import { Icon, type IconName } from './Icon.tsx'
import classes from './tile.module.css'

export interface TileProps {
  icon: IconName | (string & {})
  /** The only place where a category's colour fills a ground. */
  category?: Category
  /** sm 20 in lists, md 24 on cards, lg 32 on pages */
  size?: 'sm' | 'md' | 'lg'
}

/** The small coloured square that says what kind of thing this is. */
export function Tile({ icon, category = 'flow', size = 'md' }: TileProps) {
  return (
    <span className={classes.tile} data-category={category} data-size={size}>
      <Icon name={icon} size={{ sm: 14, md: 16, lg: 18 }[size]} />
    </span>
  )
}
