import { DirectionProvider, localStorageColorSchemeManager, MantineProvider } from '@mantine/core'
import { ModalsProvider } from '@mantine/modals'
import { Notifications } from '@mantine/notifications'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from 'react-router/dom'
import { queries } from './api/queries.ts'
import { router } from './routes.tsx'
import { cssVariablesResolver, theme } from './theme/theme.ts'

const colorSchemes = localStorageColorSchemeManager({ key: 'alur-color-scheme' })

/** Everything the places stand in: look, direction, answers kept, dialogs, toasts, the way between places. */
export function App() {
  return (
    <DirectionProvider>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={cssVariablesResolver}
        colorSchemeManager={colorSchemes}
        defaultColorScheme="auto"
      >
        <QueryClientProvider client={queries}>
          <ModalsProvider>
            <RouterProvider router={router} />
          </ModalsProvider>
          <Notifications position="bottom-center" zIndex="var(--al-z-toast)" containerWidth={360} />
        </QueryClientProvider>
      </MantineProvider>
    </DirectionProvider>
  )
}
