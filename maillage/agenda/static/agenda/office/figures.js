// The desk's figures, read anew every quarter of a minute while somebody looks at them.
const EVERY = 15000;

async function refresh() {
  const shown = document.querySelector("[data-desk-figures]");
  if (!shown || document.hidden) return;
  try {
    const answer = await fetch(shown.dataset.source, { headers: { "X-Requested-With": "XMLHttpRequest" } });
    // Signed out, or the event is gone: what stands there is old, and says so.
    if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
    const read = document.createElement("template");
    read.innerHTML = await answer.text();
    shown.replaceWith(read.content);
  } catch {
    shown.querySelector("[data-desk-counted]").textContent = shown.dataset.stale;
  }
}

setInterval(refresh, EVERY);
document.addEventListener("visibilitychange", refresh);
