/** Lets the person choose a text file; undefined when they do not. */
export function openFile(accept: string): Promise<string | undefined> {
  const input = document.createElement('input')
  input.type = 'file'
  input.accept = accept
  return new Promise((resolve) => {
    input.onchange = () => resolve(input.files?.[0]?.text())
    input.oncancel = () => resolve(undefined)
    input.click()
  })
}
