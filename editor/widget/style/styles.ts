import choices from './choices.css?inline'
import composer from './composer.css?inline'
import launcher from './launcher.css?inline'
import messages from './messages.css?inline'
import page from './page.css?inline'
import panel from './panel.css?inline'

/** What the widget wears, in the order of the cascade. */
export const styles = [page, launcher, panel, messages, choices, composer].join('\n')
