// Makes pictures of screens small: at most 256 colours with a palette. Screens are few grounds and grey letters, so
// nobody sees the difference, and the repository keeps a third of the bytes.
import { crc32, deflateSync, inflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);

function chunk(name, body) {
  const head = Buffer.from(name, 'latin1');
  const out = Buffer.alloc(body.length + 12);
  out.writeUInt32BE(body.length, 0);
  head.copy(out, 4);
  body.copy(out, 8);
  out.writeUInt32BE(crc32(Buffer.concat([head, body])), body.length + 8);
  return out;
}

/** Undoes the filters of a PNG of 8 bits a channel (PNG specification, section 9). */
function unfiltered(data, width, height, channels) {
  const stride = width * channels;
  const out = Buffer.alloc(stride * height);
  for (let y = 0; y < height; y += 1) {
    const filter = data[y * (stride + 1)];
    for (let x = 0; x < stride; x += 1) {
      const at = y * stride + x;
      const left = x >= channels ? out[at - channels] : 0;
      const up = y > 0 ? out[at - stride] : 0;
      const corner = x >= channels && y > 0 ? out[at - stride - channels] : 0;
      const guess = left + up - corner;
      const [toLeft, toUp, toCorner] = [left, up, corner].map((value) => Math.abs(guess - value));
      const paeth = toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner;
      out[at] = data[y * (stride + 1) + x + 1] + [0, left, up, (left + up) >> 1, paeth][filter];
    }
  }
  return out;
}

/** The picture with a palette; `png` is a screenshot, 8 bits RGB or RGBA without interlacing. */
export function smallPng(png) {
  const width = png.readUInt32BE(16);
  const height = png.readUInt32BE(20);
  const channels = png[25] === 6 ? 4 : 3;
  const parts = [];
  for (let at = 8; at < png.length; at += png.readUInt32BE(at) + 12)
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT')
      parts.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
  const pixels = unfiltered(inflateSync(Buffer.concat(parts)), width, height, channels);
  // The last bits of a channel tell nothing apart that an eye would.
  const colourAt = (pixel) =>
    ((pixels[pixel * channels] & 0xfc) << 16) |
    ((pixels[pixel * channels + 1] & 0xfc) << 8) |
    (pixels[pixel * channels + 2] & 0xfc);
  const seen = new Map();
  for (let pixel = 0; pixel < width * height; pixel += 1)
    seen.set(colourAt(pixel), (seen.get(colourAt(pixel)) ?? 0) + 1);
  const palette = [...seen]
    .sort((one, two) => two[1] - one[1])
    .slice(0, 256)
    .map(([colour]) => [colour >> 16, (colour >> 8) & 255, colour & 255]);
  const distance = ([red, green, blue], colour) =>
    (red - (colour >> 16)) ** 2 + (green - ((colour >> 8) & 255)) ** 2 + (blue - (colour & 255)) ** 2;
  const nearest = new Map();
  for (const colour of seen.keys()) {
    let best = 0;
    for (let index = 1; index < palette.length; index += 1)
      if (distance(palette[index], colour) < distance(palette[best], colour)) best = index;
    nearest.set(colour, best);
  }
  const rows = Buffer.alloc((width + 1) * height);
  for (let pixel = 0; pixel < width * height; pixel += 1)
    rows[Math.floor(pixel / width) * (width + 1) + 1 + (pixel % width)] = nearest.get(colourAt(pixel));
  const head = Buffer.from(png.subarray(16, 29));
  head[9] = 3;
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', head),
    // Full channels again: white stays white.
    chunk('PLTE', Buffer.from(palette.flat().map((value) => value | (value >> 6)))),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
