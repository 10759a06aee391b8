import { Icon } from '../ui/Icon.tsx'

/** The eye in a password field. */
export const VisibilityIcon = ({ reveal }: { reveal: boolean }) => <Icon name={reveal ? 'eye-off' : 'eye'} />

/** What says that a field opens a list. */
export const chevron = { rightSection: <Icon name="chevron-down" size={14} />, rightSectionPointerEvents: 'none' as const }
