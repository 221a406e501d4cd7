// sharp, two pictures in flight: node sharp.mjs NODE_MODULES default|plain PIXELS SRC DST
import { readdir } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join, parse } from 'node:path'

const [modules, tables, pixels, src, dst] = process.argv.slice(2)
const sharp = createRequire(`${modules}/`)('sharp')
sharp.concurrency(1)

const entries = await readdir(src, { recursive: true, withFileTypes: true })
const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))

async function worker () {
  for (let file = files.pop(); file; file = files.pop()) {
    await sharp(file)
      .autoOrient()
      .resize({ width: Number(pixels), height: Number(pixels), fit: 'inside', withoutEnlargement: true })
      .keepMetadata()
      .jpeg({ quality: 85, optimiseCoding: tables === 'default' })
      .toFile(join(dst, `${parse(file).name}.jpg`))
  }
}
await Promise.all([worker(), worker()])
