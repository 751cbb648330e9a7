// Offers the phone's own menu to share the page, where the browser has one.
const offer = document.querySelector("[data-share]");

if (offer && navigator.share) {
  const page = { title: document.title, url: document.querySelector("link[rel=canonical]")?.href ?? location.href };
  offer.hidden = false;
  offer.querySelector("button").addEventListener("click", () => {
    navigator.share(page).catch(() => {}); // closed without sharing: nothing to say
  });
}
