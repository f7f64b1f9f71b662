/** A text in a picture, and how well it can be read: contrast by WCAG 2.2, 1.4.3. */
export interface ReadText {
  readonly text: string;
  readonly contrast: number;
}

/** Colours as the browser writes them. */
export interface Painted {
  readonly text: string;
  readonly fill: string;
  /** What is painted below it, the topmost first. */
  readonly below: readonly string[];
}

/** Finds, inside a page, how the texts of its SVG are painted. */
export const PAINT = `[...document.querySelectorAll('svg text')].map((text) => {
  const { x, y, width, height } = text.getBoundingClientRect();
  const fillOf = (element) => getComputedStyle(element).fill;
  const below = document.elementsFromPoint(x + width / 2, y + height / 2)
    .filter((element) => element instanceof SVGGeometryElement && fillOf(element) !== 'none')
    .map(fillOf);
  const page = getComputedStyle(document.documentElement).getPropertyValue('--vscode-editor-background');
  return { text: text.textContent, fill: fillOf(text), below: [...below, page] };
})`;

export function read({ text, fill, below }: Painted): ReadText {
  const ground = below.reduceRight<Rgb>((painted, colour) => over(colour, painted), [0, 0, 0]);
  // A colour that the theme does not have paints nothing.
  const ink = fill === 'none' ? ground : over(fill, ground);
  const [dark = 0, light = 0] = [luminance(ground), luminance(ink)].sort((a, b) => a - b);
  return { text, contrast: (light + 0.05) / (dark + 0.05) };
}

type Rgb = readonly [number, number, number];

/** A colour as browsers write it, painted over another. */
function over(colour: string, [red, green, blue]: Rgb): Rgb {
  const hex = /^#(..)(..)(..)$/.exec(colour.trim());
  const parts = hex ? hex.slice(1).map((part) => Number.parseInt(part, 16)) : numbersIn(colour);
  const [r = 0, g = 0, b = 0, alpha = 1] = parts;
  const mix = (top: number, below: number): number => top * alpha + below * (1 - alpha);
  return [mix(r, red), mix(g, green), mix(b, blue)];
}

function numbersIn(text: string): readonly number[] {
  return (text.match(/[\d.]+/g) ?? []).map(Number);
}

/** Relative luminance, WCAG 2.2. */
function luminance(colour: Rgb): number {
  const [r, g, b] = colour.map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as unknown as Rgb;
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
