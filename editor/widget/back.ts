const phone = '(max-width: 480px)'
const mark = 'alurChat'

/** On a phone, where the open panel is all there is to see, Back closes it before it leaves the page. */
export function closesByBack(close: () => void): { stands(open: boolean): void } {
  const isOurs = (): boolean => history.state?.[mark] === true
  window.addEventListener('popstate', () => {
    if (!isOurs()) close()
  })
  return {
    stands: (open) => {
      if (open && !isOurs() && matchMedia(phone).matches) history.pushState({ ...history.state, [mark]: true }, '')
      else if (!open && isOurs()) history.back()
    },
  }
}
