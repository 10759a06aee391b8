import classes from './sign-in.module.css'

/** The ground of the pages before the door: three rivers over the canvas's dots. */
export function River() {
  return (
    <svg className={classes.river} viewBox="0 0 1440 900" preserveAspectRatio="xMidYMid slice" aria-hidden="true">
      <g fill="none" stroke="var(--al-river)" strokeLinecap="round">
        <path d="M-20 150C330 150 300 740 690 750S1160 620 1460 660" strokeOpacity=".14" strokeWidth="22" />
        <path d="M-20 200C260 200 260 120 560 104S1080 190 1460 96" strokeOpacity=".12" strokeWidth="9" />
        <path d="M-20 176C370 176 320 826 660 842S1220 770 1460 812" strokeOpacity=".18" strokeWidth="3" />
      </g>
      <g fill="var(--al-surface)" stroke="var(--al-river)" strokeWidth="2">
        <circle cx="295" cy="402" r="6" />
        <circle cx="1184" cy="674" r="6" />
        <circle cx="1173" cy="136" r="5" />
      </g>
    </svg>
  )
}
