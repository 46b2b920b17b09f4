// Bundles style, script and fonts into dist/ under names that carry a hash of the content, and writes manifest.json:
// plain name → hashed name. The program serves dist/ as it is.
import { createHash } from "node:crypto";
import { copyFile, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename } from "node:path";
import * as esbuild from "esbuild";

const dist = "dist";
await rm(dist, { recursive: true, force: true });
await mkdir(dist, { recursive: true });

const manifest = {};

const built = await esbuild.build({
  entryPoints: ["css/site.css", "js/site.js", "js/progress.js", "js/filling.js", "js/grid.js", "js/narrative.js"],
  outdir: dist,
  entryNames: "[name]-[hash]",
  assetNames: "[name]-[hash]",
  bundle: true,
  minify: true,
  format: "iife",
  target: ["chrome109", "firefox115", "safari15.6"],
  legalComments: "none",
  loader: { ".woff2": "file" },
  metafile: true,
  logLevel: "warning",
});

for (const [file, { entryPoint }] of Object.entries(built.metafile.outputs)) {
  // A font has no entry point; the pages that preload one call it by its plain name.
  const plain = entryPoint ? basename(entryPoint) : basename(file).replace(/-[A-Z0-9]{8}(\.\w+)$/, "$1");
  manifest[plain] = basename(file);
}

const tinos = "node_modules/@expo-google-fonts/tinos";
const copied = {
  "mark.svg": "brand/mark.svg",
  // The faces of official documents: typst takes no woff2.
  "tinos.ttf": `${tinos}/400Regular/Tinos_400Regular.ttf`,
  "tinos-italic.ttf": `${tinos}/400Regular_Italic/Tinos_400Regular_Italic.ttf`,
  "tinos-bold.ttf": `${tinos}/700Bold/Tinos_700Bold.ttf`,
  "tinos-bold-italic.ttf": `${tinos}/700Bold_Italic/Tinos_700Bold_Italic.ttf`,
};
for (const [plain, file] of Object.entries(copied)) {
  const hash = createHash("sha256").update(await readFile(file)).digest("hex").slice(0, 8);
  const hashed = plain.replace(".", `-${hash}.`);
  await copyFile(file, `${dist}/${hashed}`);
  manifest[plain] = hashed;
}

await writeFile(`${dist}/manifest.json`, `${JSON.stringify(manifest, null, 2)}\n`);
