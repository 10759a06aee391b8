import { useMediaQuery } from '@mantine/hooks'

/** phone: one pane · narrow: list and thread · middle: and the card · wide: and the views */
export type Width = 'phone' | 'narrow' | 'middle' | 'wide'

/** What fits: rail 56, views 200, list 320, thread 480, card 320. */
export function useWidth(): Width {
  const at = { getInitialValueInEffect: false }
  const narrow = useMediaQuery('(min-width: 768px)', undefined, at)
  const middle = useMediaQuery('(min-width: 1176px)', undefined, at)
  const wide = useMediaQuery('(min-width: 1376px)', undefined, at)
  return wide ? 'wide' : middle ? 'middle' : narrow ? 'narrow' : 'phone'
}
