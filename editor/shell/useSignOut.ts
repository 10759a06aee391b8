import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from 'react-router'
import { ApiError, sentenceOf } from '../api/request.ts'
import { signOut } from '../api/session.ts'
import { toast } from '../ui/toast.tsx'

/** Signs out and forgets every answer kept in this tab. Says so where the server could not be reached. */
export function useSignOut(): () => Promise<void> {
  const queries = useQueryClient()
  const navigate = useNavigate()
  return async () => {
    try {
      await signOut()
    } catch (error) {
      // Whose session has ended already is out.
      if (!(error instanceof ApiError && error.status === 401)) return toast({ icon: 'alert-circle', text: sentenceOf(error) })
    }
    await navigate('/sign-in')
    queries.clear()
  }
}
