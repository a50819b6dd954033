#!/usr/bin/env bash
# JupyterLab looks for what an image output says about itself in two places, and for an alt text in none.
#
# One would guess: the hints about one image stand together, under its type: metadata["image/png"] = {"width": 40,
# "needs_background": "light", "alt": "the cost falls"}, since that is where width and height work.
# What happens: width, height and unconfined are read there. needs_background is read from the output's metadata
# itself, beside "image/png", and without a word it does nothing where the others stand. The alt text, which IPython's
# Image(alt=...) writes under the type and nbconvert's classic pages show, is read in neither place: the <img> has none.
# Versions: @jupyterlab/rendermime 4.6.6 (that of JupyterLab 4.6.6), jsdom 26.1.0.
# Source: seen in JupyterLab's dark theme, and by running.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent @jupyterlab/rendermime@4.6.6 jsdom@26.1.0 esbuild@0.25.12
cat > page.js <<'JS'
const { JSDOM } = require("jsdom");
const { window } = new JSDOM("<!doctype html><body></body>", { pretendToBeVisual: true, url: "http://localhost/" });
for (const name of Object.getOwnPropertyNames(window)) {
  if (!(name in globalThis) && /^[A-Za-z]/.test(name)) globalThis[name] = window[name];
}
globalThis.window = window;
globalThis.document = window.document;
globalThis.DragEvent ??= class {};
JS
cat > show.js <<'JS'
const assert = require("node:assert");
const { RenderedImage } = require("@jupyterlab/rendermime/lib/widgets");
const { MimeModel } = require("@jupyterlab/rendermime/lib/mimemodel");

async function shown(metadata) {
  const view = new RenderedImage({ mimeType: "image/png" });
  await view.renderModel(new MimeModel({ data: { "image/png": "AAAA" }, metadata, trusted: true }));
  const image = view.node.querySelector("img");
  return { width: image.getAttribute("width"), class: image.className, alt: image.getAttribute("alt") };
}

(async () => {
  const hints = { width: 40, needs_background: "light", alt: "the cost falls" };
  const under = await shown({ "image/png": hints });
  const beside = await shown(hints);
  console.log("@jupyterlab/rendermime", require("@jupyterlab/rendermime/package.json").version);
  console.log("hints in metadata['image/png']:", JSON.stringify(under));
  console.log("hints in metadata itself:      ", JSON.stringify(beside));
  assert.deepStrictEqual(under, { width: "40", class: "", alt: null }, "this has changed");
  assert.deepStrictEqual(beside, { width: null, class: "jp-needs-light-background", alt: null }, "this has changed");
})();
JS
npx --no-install esbuild show.js --bundle --platform=node --loader:.css=empty --loader:.svg=text --outfile=shown.js --log-level=error
node --require ./page.js shown.js
