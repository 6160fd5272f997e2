// Controls, marks that reorder or hide what is read, and halves of characters.
const UNSEEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]|\p{Cs}/gu

/** Text with a visible sign for each character that would be unseen or would change how the rest is read. */
export function visibleText(text: string): string {
  return text.replace(/\r\n/g, '\n').replace(UNSEEN, (character) => {
    const code = character.charCodeAt(0)
    // Unicode has a picture for each of the first 32 control characters.
    return code < 0x20 ? String.fromCharCode(0x2400 + code) : `\\u${code.toString(16).padStart(4, '0')}`
  })
}

/** At most `length` characters; what was cut is said, so that nobody takes a part for the whole. */
export function cutText(text: string, length: number): string {
  if (text.length <= length) return text
  return `${text.slice(0, length)}… (${(text.length - length).toLocaleString('en')} more characters)`
}

/** As one line: for cells and titles. */
export function lineText(text: string): string {
  return text.replace(/\r?\n/g, '↵').replaceAll('\t', ' ')
}
