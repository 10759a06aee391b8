import { type CSSVariablesResolver, createTheme, type MantineThemeComponents, rem } from '@mantine/core'
import i18next from 'i18next'
import { chevron, VisibilityIcon } from './parts.tsx'
import { variantColors } from './variant-colors.ts'

/** The design's look for Mantine. Heights, borders and states of single components are in the CSS files beside this one. */
export const theme = createTheme({
  primaryColor: 'river',
  primaryShade: { light: 6, dark: 5 },
  autoContrast: false,
  respectReducedMotion: true,
  cursorType: 'pointer',
  black: '#1D1C1A',
  defaultRadius: 'md',
  fontFamily: 'var(--al-font)',
  fontFamilyMonospace: 'var(--al-mono)',
  fontWeights: { regular: '400', medium: '500', bold: '600' },
  colors: {
    river: ['#E6F3F4', '#CDE8E9', '#A9D2D6', '#63C3CB', '#37929B', '#15808B', '#0B6E79', '#095C65', '#074B53', '#05343A'],
    gray: ['#F7F6F3', '#F1EFEA', '#E7E4DD', '#D5D1C8', '#B5B0A5', '#8E897E', '#6F6B63', '#55524B', '#3A3833', '#1D1C1A'],
    dark: ['#F1EFEA', '#BDB8AE', '#98938A', '#7E796F', '#47443D', '#33302B', '#282622', '#1F1E1B', '#161513', '#131211'],
    red: ['#FBECEA', '#F5D5D1', '#EBC0BA', '#F2938A', '#D5746A', '#C5544A', '#B23A2E', '#992F25', '#7E261D', '#5F1C16'],
    yellow: ['#FCF3DF', '#F7E6BF', '#EBD5A3', '#E3B566', '#D09A3A', '#AE7A16', '#8A5A00', '#724A00', '#5A3B00', '#422B00'],
    green: ['#E8F3EA', '#D0E6D5', '#BBDBC2', '#83C79A', '#56A871', '#3C8C57', '#2C7342', '#245F37', '#1C4A2B', '#14361F'],
  },
  fontSizes: { xs: rem(12), sm: rem(13), md: rem(14), lg: rem(16), xl: rem(20) },
  lineHeights: { xs: '1.333', sm: '1.538', md: '1.429', lg: '1.5', xl: '1.4' },
  spacing: { xs: rem(4), sm: rem(8), md: rem(12), lg: rem(16), xl: rem(24) },
  radius: { xs: rem(4), sm: rem(6), md: rem(8), lg: rem(12), xl: rem(16) },
  shadows: {
    xs: 'var(--al-shadow-card)',
    sm: 'var(--al-shadow-card)',
    md: 'var(--al-shadow-raised)',
    lg: 'var(--al-shadow-overlay)',
    xl: 'var(--al-shadow-overlay)',
  },
  headings: {
    fontWeight: '600',
    sizes: {
      h1: { fontSize: rem(20), lineHeight: '1.4' },
      h2: { fontSize: rem(16), lineHeight: '1.5' },
      h3: { fontSize: rem(14), lineHeight: '1.429' },
    },
  },
  variantColorResolver: variantColors,
  components: componentDefaults(),
})

/** Mantine's own variables in the tokens' words; the tokens already differ by scheme, so one mapping serves both. */
export const cssVariablesResolver: CSSVariablesResolver = () => {
  const both = {
    '--mantine-color-body': 'var(--al-paper)',
    '--mantine-color-text': 'var(--al-ink)',
    '--mantine-color-bright': 'var(--al-ink)',
    '--mantine-color-dimmed': 'var(--al-ink-3)',
    '--mantine-color-default': 'var(--al-surface)',
    '--mantine-color-default-hover': 'var(--al-hover)',
    '--mantine-color-default-color': 'var(--al-ink)',
    '--mantine-color-default-border': 'var(--al-line-strong)',
    '--mantine-color-placeholder': 'var(--al-ink-3)',
    '--mantine-color-anchor': 'var(--al-river-text)',
    '--mantine-color-error': 'var(--al-danger)',
    '--mantine-color-success': 'var(--al-ok)',
    '--mantine-color-disabled': 'var(--al-sunken)',
    '--mantine-color-disabled-color': 'var(--al-ink-off)',
    '--mantine-primary-color-filled': 'var(--al-river)',
    '--mantine-primary-color-filled-hover': 'var(--al-river-hover)',
    '--mantine-color-river-filled': 'var(--al-river)',
    '--mantine-color-river-filled-hover': 'var(--al-river-hover)',
    '--mantine-line-height': 'var(--mantine-line-height-sm)',
  }
  return { variables: {}, light: both, dark: both }
}

function componentDefaults(): MantineThemeComponents {
  // Words run as they are written, in the field itself: around it they would decide nothing.
  const runs = { dir: 'auto' }
  const field = { defaultProps: { size: 'sm', attributes: { input: runs } } }
  const box = { size: 'sm' }
  const floating = { radius: 'md', shadow: 'lg', transitionProps: { transition: 'fade', duration: 160 } }
  return {
    Button: { defaultProps: { size: 'sm', variant: 'default' } },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray', size: 'md' } },
    CloseButton: { defaultProps: () => ({ size: 'md', iconSize: 16, 'aria-label': i18next.t('shell:close') }) },
    TextInput: field,
    Textarea: field,
    PasswordInput: { defaultProps: { size: 'sm', attributes: { innerInput: runs }, visibilityToggleIcon: VisibilityIcon } },
    NumberInput: { defaultProps: { ...field.defaultProps, hideControls: true } },
    ColorInput: { defaultProps: { size: 'sm' } },
    TagsInput: { defaultProps: box },
    Select: { defaultProps: { ...box, ...chevron, allowDeselect: false, checkIconPosition: 'right', withAlignedLabels: true } },
    MultiSelect: { defaultProps: box },
    Autocomplete: field,
    InputWrapper: { defaultProps: { ...box, inputWrapperOrder: ['label', 'input', 'description', 'error'] } },
    Checkbox: { defaultProps: { size: 'xs' } },
    Radio: { defaultProps: { size: 'xs' } },
    Switch: { defaultProps: { size: 'sm', withThumbIndicator: false } },
    Tooltip: { defaultProps: { openDelay: 400, withArrow: false, offset: 6, radius: 'sm' } },
    Modal: {
      defaultProps: {
        radius: 'xl',
        centered: true,
        shadow: 'lg',
        transitionProps: { transition: 'fade', duration: 240 },
        // A dialog's head is not the page's banner.
        attributes: { header: { role: 'presentation' } },
      },
    },
    Drawer: { defaultProps: { shadow: 'lg' } },
    Menu: { defaultProps: { ...floating, offset: 4 } },
    Popover: { defaultProps: { ...floating, offset: 4 } },
    HoverCard: { defaultProps: { ...floating, offset: 4 } },
    Combobox: { defaultProps: { radius: 'md', shadow: 'lg', offset: 4 } },
    Paper: { defaultProps: { radius: 'lg', withBorder: true, shadow: undefined } },
    Card: { defaultProps: { radius: 'lg', withBorder: true, shadow: undefined } },
    Badge: { defaultProps: { radius: 'sm', variant: 'default' } },
    Anchor: { defaultProps: { underline: 'hover' } },
  }
}
