import { randomInt } from 'node:crypto';
import { GLYPH_OUTLINES } from './glyphOutlines.ts';

const WIDTH = 260;
const HEIGHT = 80;
const INK = '#1f2a44';
const PAPER = '#f4f6fb';
/** Height of a capital, and how far apart the letters stand. */
const CAPITAL = 36;
const ADVANCE = 40;
const NOISE_LINES = 5;

type Point = readonly [x: number, y: number];
type Warp = (point: Point) => Point;

/**
 * The picture of a text as SVG: outlines without text, names or order, each letter turned, stretched
 * and bent differently every time, with lines of the same ink across.
 */
export function captchaImage(text: string): string {
  const wave = randomWave();
  const letters = Array.from(text, (letter, index) => drawLetter(letter, index, wave));
  const lines = Array.from({ length: NOISE_LINES }, drawLine);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}">`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="${PAPER}"/>`,
    `<path fill="${INK}" d="${shuffled(letters).join('')}"/>`,
    `<path fill="none" stroke="${INK}" stroke-width="1.6" d="${lines.join('')}"/>`,
    '</svg>',
  ].join('');
}

function drawLetter(letter: string, index: number, wave: Warp): string {
  const angle = between(-0.35, 0.35);
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const [width, height] = [between(0.85, 1.15), between(0.85, 1.15)];
  const slant = between(-0.25, 0.25);
  const centre = [30 + index * ADVANCE + between(-4, 4), HEIGHT / 2 + between(-8, 8)] as const;
  const outline = GLYPH_OUTLINES[letter] ?? '';
  const middle = middleOf(outline);
  const place: Warp = ([x, y]) => {
    const up = ((y - 50) / 100) * CAPITAL * height;
    const along = ((x - middle) / 100) * CAPITAL * width + up * slant;
    return wave([centre[0] + along * cos - up * sin, centre[1] + along * sin + up * cos]);
  };
  return warpOutline(outline, place);
}

/** Halfway between the leftmost and the rightmost point. */
function middleOf(outline: string): number {
  const along = Array.from(outline.matchAll(/(-?\d+) -?\d+/g), ([, x]) => Number(x));
  return (Math.min(...along) + Math.max(...along)) / 2;
}

/** Moves every point of an outline, each a little further than the warp says. */
function warpOutline(outline: string, warp: Warp): string {
  return outline.replace(/(-?\d+) (-?\d+)/g, (_, x: string, y: string) => {
    const [warpedX, warpedY] = warp([Number(x), Number(y)]);
    return `${rounded(warpedX + between(-0.4, 0.4))} ${rounded(warpedY + between(-0.4, 0.4))}`;
  });
}

/** Bends everything along two waves of random phase. */
function randomWave(): Warp {
  const [phaseX, phaseY] = [between(0, 2 * Math.PI), between(0, 2 * Math.PI)];
  const [lengthX, lengthY] = [between(18, 30), between(20, 34)];
  return ([x, y]) => [
    x + 2.2 * Math.sin(y / (lengthX / 2) + phaseX),
    y + 4.5 * Math.sin(x / lengthY + phaseY),
  ];
}

function drawLine(): string {
  const y = () => rounded(between(8, HEIGHT - 8));
  const [first, second] = [rounded(between(50, 120)), rounded(between(140, 210))];
  return `M${rounded(between(0, 12))} ${y()}C${first} ${y()} ${second} ${y()} ${rounded(between(WIDTH - 12, WIDTH))} ${y()}`;
}

function shuffled(parts: readonly string[]): string[] {
  const rest = [...parts];
  return parts.flatMap(() => rest.splice(randomInt(rest.length), 1));
}

function between(least: number, most: number): number {
  return least + (randomInt(1_000_000) / 1_000_000) * (most - least);
}

function rounded(value: number): string {
  return value.toFixed(1);
}
