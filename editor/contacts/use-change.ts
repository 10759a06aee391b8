import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { ContactChange, ContactDetail } from '#schemas/api/contacts.ts'
import { changeContact } from '../api/contacts.ts'
import { keys } from '../api/keys.ts'
import { useWorkspace } from '../shell/session.tsx'

/** Changes what is known of a person: the page shows what the server made of it. */
export function useChange(contactId: string) {
  const { id: w } = useWorkspace()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (change: ContactChange) => changeContact(w, contactId, change),
    onSuccess: (contact) => {
      queries.setQueryData<ContactDetail>(keys.contact(w, contactId), contact)
      void queries.invalidateQueries({ queryKey: keys.contactHistory(w, contactId) })
      void queries.invalidateQueries({ queryKey: [...keys.contacts(w), 'list'] })
    },
  })
}
