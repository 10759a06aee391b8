/** Alur's mark: two points and the way between them. */
export function Mark({ size = 28 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 28 28" aria-hidden="true" style={{ flex: 'none', display: 'block' }}>
      <rect width="28" height="28" rx="8" fill="var(--al-river)" />
      <path d="M9 8.5h3.5c5 0 -2 11 3 11H19" fill="none" stroke="var(--al-on-river)" strokeWidth="2" strokeLinecap="round" />
      <circle cx="8.5" cy="8.5" r="2.75" fill="var(--al-on-river)" />
      <circle cx="19.5" cy="19.5" r="2.75" fill="var(--al-on-river)" />
    </svg>
  )
}
