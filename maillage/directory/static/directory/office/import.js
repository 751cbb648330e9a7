// How far the worker is with a file, asked again until it is done; then the page is read anew.
const EVERY = 2000;
const shown = document.querySelector("[data-import-progress]");
const said = shown.querySelector("[role=status]");

function take(read) {
  const bar = shown.querySelector("progress");
  const newer = read.querySelector("progress");
  for (const name of ["max", "value"]) {
    if (newer.hasAttribute(name)) bar.setAttribute(name, newer.getAttribute(name));
  }
  // Changed in place, and only when it says something else: a screen reader then reads it once.
  const text = read.querySelector("[role=status]").textContent;
  if (said.textContent !== text) said.textContent = text;
}

async function refresh() {
  if (document.hidden) return;
  try {
    const answer = await fetch(shown.dataset.source, { headers: { "X-Requested-With": "XMLHttpRequest" } });
    // Signed out, or the file is gone: what stands there is old, and says so.
    if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
    const read = document.createElement("template");
    read.innerHTML = await answer.text();
    const section = read.content.querySelector("[data-import-progress]");
    if (section.dataset.source) take(section);
    else location.reload();
  } catch {
    said.textContent = shown.dataset.stale;
  }
}

setInterval(refresh, EVERY);
document.addEventListener("visibilitychange", refresh);
