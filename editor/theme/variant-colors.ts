import { defaultVariantColorsResolver, type VariantColorsResolver } from '@mantine/core'

const clear = '1px solid transparent'

/**
 * The colours of buttons by variant: `filled` (the one action of a view), `default`, `subtle` (a ghost), `light` (soft river),
 * and our own `danger` (what cannot be undone). Other colours than ours keep Mantine's rule.
 */
export const variantColors: VariantColorsResolver = (input) => {
  const ours = input.color === undefined || input.color === 'river' || input.color === 'gray'
  switch (input.variant) {
    case 'danger':
      return {
        background: 'var(--al-surface)',
        hover: 'var(--al-danger-soft)',
        color: 'var(--al-danger)',
        border: '1px solid var(--al-danger-line)',
      }
    case 'subtle':
      if (!ours) break
      return {
        background: 'transparent',
        hover: 'var(--al-hover)',
        color: input.color === 'gray' ? 'var(--al-ink-2)' : 'var(--al-ink)',
        border: clear,
      }
    case 'light':
      if (!ours) break
      return {
        background: 'var(--al-river-soft)',
        hover: 'var(--al-river-soft-hover)',
        color: 'var(--al-river-text)',
        border: clear,
      }
  }
  return defaultVariantColorsResolver(input)
}
