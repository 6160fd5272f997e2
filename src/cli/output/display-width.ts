const segmenter = new Intl.Segmenter()
// East Asian Wide and Fullwidth, by their blocks; and what is drawn as an emoji by default.
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f900}-\u{1f9ff}\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}|\ufe0f/u
const INVISIBLE = /^[\p{Mn}\p{Me}\p{Cf}]+$/u
const PLAIN = /^[\x20-\x7e]*$/

/** How many columns of a terminal the text takes. */
export function displayWidth(text: string): number {
  if (PLAIN.test(text)) return text.length
  let width = 0
  for (const { segment } of segmenter.segment(text)) width += characterWidth(segment)
  return width
}

/** Cuts a text to at most `width` columns; an ellipsis says that something is missing. */
export function cutToWidth(text: string, width: number): string {
  if (displayWidth(text) <= width) return text
  let cut = ''
  let used = 0
  for (const { segment } of segmenter.segment(text)) {
    const wide = characterWidth(segment)
    if (used + wide > width - 1) break
    cut += segment
    used += wide
  }
  return `${cut}…`
}

function characterWidth(character: string): number {
  if (INVISIBLE.test(character)) return 0
  return WIDE.test(character) ? 2 : 1
}
