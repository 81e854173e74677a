/** A picture as a leaf whose corner is turned: what every illustration has in common. */

const FOLD = 64
const SHADOW = '<feDropShadow dx="-1" dy="3" stdDeviation="2" flood-color="#1a0f2e" flood-opacity=".38"/>'

/**
 * @param view x, y, width and height of what is seen, in the scene's units
 * @param flap the colour of the turned corner; without it the leaf lies flat
 */
export function leaf(
  ground: string,
  [x, y, width, height]: readonly [number, number, number, number],
  content: string,
  flap?: string,
): string {
  const sheet = `M${x} ${y}h${width}v${flap ? `${height - FOLD}l-${FOLD} ${FOLD}` : height}H${x}z`
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${x} ${y} ${width} ${height}" fill="none" stroke-linecap="round" stroke-linejoin="round">` +
    `<filter id="l" x="-20%" y="-20%" width="140%" height="140%">${SHADOW}</filter>` +
    (flap ? `<clipPath id="c"><path d="${sheet}"/></clipPath><g clip-path="url(#c)">` : '') +
    `<path fill="${ground}" d="${sheet}"/>${content}` +
    (flap ? `<path filter="url(#l)" fill="${flap}" d="M${x + width} ${y + height - FOLD}h-${FOLD}v${FOLD}z"/></g>` : '') +
    '</svg>\n'
  )
}
