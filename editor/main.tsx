import './theme/styles.ts'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './App.tsx'
import { startI18n } from './i18n.ts'
import { router } from './routes.tsx'
import { letBackClose } from './shell/let-back-close.ts'
import { guardCompositions } from './ui/composition.ts'

guardCompositions()
letBackClose(router)

await startI18n()
createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
