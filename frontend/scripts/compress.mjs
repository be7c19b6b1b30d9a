/**
 * After `next build`: beside each text file of `out/` its Brotli and gzip form, which the Python process hands out
 * as they are. Under Vercel nothing is exported, and nothing is to do.
 */
import { existsSync } from 'node:fs'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

const OUT = join(import.meta.dirname, '..', 'out')
const TEXT = new Set(['.css', '.html', '.js', '.json', '.mjs', '.svg', '.txt', '.webmanifest', '.xml'])
const SMALL = 1024 // bytes below which compression gains nothing
const AT_ONCE = 8

const ENCODINGS = {
  '.br': (content) =>
    promisify(brotliCompress)(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }),
  '.gz': (content) => promisify(gzip)(content, { level: 9 }),
}

async function compress(file) {
  const content = await readFile(file)
  if (content.length < SMALL) return
  for (const [ending, encode] of Object.entries(ENCODINGS))
    await writeFile(file + ending, await encode(content))
}

if (existsSync(OUT)) {
  const entries = await readdir(OUT, { recursive: true, withFileTypes: true })
  const files = entries
    .filter((entry) => entry.isFile() && TEXT.has(extname(entry.name)))
    .map((entry) => join(entry.parentPath, entry.name))
  const worker = async () => {
    for (let file = files.pop(); file; file = files.pop()) await compress(file)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
}
