import classes from './sign-in.module.css'

/** The ground of the pages before the door: three rivers over the canvas's dots. */
export function River() {
  return (
    <svg className={classes.river} viewBox="0 0 684 836" preserveAspectRatio="xMidYMid slice" aria-hidden="true">
      <defs>
        <pattern id="dots" width="20" height="20" patternUnits="userSpaceOnUse">
          <circle cx="1" cy="1" r="1" fill="var(--al-canvas-dot)" />
        </pattern>
      </defs>
      <rect width="684" height="836" fill="url(#dots)" />
      <g fill="none" stroke="var(--al-river)" strokeLinecap="round">
        <path d="M-20 150C150 150 90 690 330 700S560 620 720 640" strokeOpacity=".14" strokeWidth="22" />
        <path d="M-20 190C130 190 90 120 250 96S520 150 720 92" strokeOpacity=".12" strokeWidth="9" />
        <path d="M-20 172C170 172 110 770 300 786S600 730 720 764" strokeOpacity=".18" strokeWidth="3" />
      </g>
      <g fill="var(--al-surface)" stroke="var(--al-river)" strokeWidth="2">
        <circle cx="99" cy="310" r="6" />
        <circle cx="612" cy="640" r="6" />
        <circle cx="596" cy="114" r="5" />
      </g>
    </svg>
  )
}
