// node desktop/make-icons.mjs: draws every icon from public/icon.svg, for browsers into public/ and for installers into
// build/. What it makes is committed; a test makes it again and compares.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { initWasm, Resvg } from '@resvg/resvg-wasm';

const root = fileURLToPath(new URL('.', import.meta.url));
const side = 512;
const icoSides = [16, 24, 32, 48, 64, 128, 256];
/** Apple's names for sizes. */
const icnsTypes = /** @type {const} */ ([
  ['icp4', 16], ['icp5', 32], ['ic11', 32], ['ic12', 64], ['ic07', 128], ['ic13', 256], ['ic08', 256], ['ic14', 512],
  ['ic09', 512], ['ic10', 1024],
]); // prettier-ignore

/** @returns {Promise<Map<string, Uint8Array>>} Each file by its path below `desktop`. */
export async function makeIcons() {
  await initWasm(readFileSync(createRequire(import.meta.url).resolve('@resvg/resvg-wasm/index_bg.wasm')));
  const svg = readFileSync(join(root, 'public/icon.svg'), 'utf8');
  // Android cuts any form out of the middle, so the ground goes to the edges; macOS draws its icons smaller than others.
  const maskable = framed(svg, 1, '<rect width="512" height="512" fill="#0e6253"/>');
  const mac = framed(svg, 0.82, '');
  const ico = icoSides.map((size) => /** @type {const} */ ([size, draw(svg, size)]));
  const icns = icnsTypes.map(([type, size]) => /** @type {const} */ ([type, draw(mac, size)]));
  return new Map([
    ['public/icon-192.png', draw(svg, 192)],
    ['public/icon-512.png', draw(svg, 512)],
    ['public/icon-maskable-512.png', draw(maskable, 512)],
    ['build/icon.png', draw(svg, 512)],
    ['build/icon.ico', asIco(ico)],
    ['build/icon.icns', asIcns(icns)],
  ]);
}

/** @param {string} svg @param {number} scale @param {string} behind */
function framed(svg, scale, behind) {
  const inner = svg.replace(/^[^>]*>/, '').replace(/<\/svg>\s*$/, '');
  const margin = (side * (1 - scale)) / 2;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}">${behind}<g transform="translate(${margin} ${margin}) scale(${scale})">${inner}</g></svg>`;
}

/** @param {string} svg @param {number} size @returns {Uint8Array} A PNG. */
function draw(svg, size) {
  return new Resvg(svg, { fitTo: { mode: 'width', value: size } }).render().asPng();
}

/** A list of PNGs with a head of six bytes and an entry of sixteen for each. @param {(readonly [number, Uint8Array])[]} images */
function asIco(images) {
  const head = Buffer.alloc(6 + 16 * images.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(images.length, 4);
  let offset = head.length;
  for (const [index, [size, png]] of images.entries()) {
    const at = 6 + 16 * index;
    head.writeUInt8(size % 256, at); // 0: 256
    head.writeUInt8(size % 256, at + 1);
    head.writeUInt16LE(1, at + 4);
    head.writeUInt16LE(32, at + 6);
    head.writeUInt32LE(png.length, at + 8);
    head.writeUInt32LE(offset, at + 12);
    offset += png.length;
  }
  return Buffer.concat([head, ...images.map(([, png]) => png)]);
}

/** Each image with its type and length before it. @param {(readonly [string, Uint8Array])[]} images */
function asIcns(images) {
  const parts = images.map(([type, png]) => Buffer.concat([chunkHead(type, png.length), png]));
  const body = Buffer.concat(parts);
  return Buffer.concat([chunkHead('icns', body.length), body]);
}

/** @param {string} type @param {number} length */
function chunkHead(type, length) {
  const head = Buffer.alloc(8);
  head.write(type, 'ascii');
  head.writeUInt32BE(length + 8, 4);
  return head;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [path, bytes] of await makeIcons()) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), bytes);
    console.log(`${path}: ${bytes.length} bytes`);
  }
}
